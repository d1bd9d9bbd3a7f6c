# Bad records are named with file and offset, kept in the rejects file, and the run goes on; exit 1.
"$SAYSO" annotate --rejects bad.jsonl data/mixed.jsonl data/picture.txt nosuch.txt 2>err | python3 -c '
import json, sys
print([json.loads(line)["id"] for line in sys.stdin])'
code=${PIPESTATUS[0]}
cat err
python3 -c '
import json
for line in open("bad.jsonl"):
    r = json.loads(line)
    print(r["message"], r["code"], r["file"], r.get("offset"), len(r.get("raw", "")))'
exit $code

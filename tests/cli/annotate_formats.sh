# Every format gives one line a report, in the order of names; nothing but the head and the text is compared here.
"$SAYSO" annotate data/front.txt data/page.html data/feed.xml data/note.md | python3 -c '
import json, sys
for line in sys.stdin:
    r = json.loads(line)
    print({k: r.get(k) for k in ("outlet", "author", "title", "published", "published_from", "url")})
    print(repr(r["text"][:60]), len(r["sentences"]) > 0)'

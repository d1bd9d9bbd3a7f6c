# Lists print the same columns in every form; an unknown id is said; the brief needs no terminal.
"$SAYSO" read -q --db x.db data/front.txt; echo "exit $?"
for list in claims events conflicts control forecasts labels sources actors places; do
    "$SAYSO" $list --db x.db -f csv | head -1 | tr -d '\r' | cut -d, -f1-5
    "$SAYSO" $list --db x.db -f jsonl | python3 -c 'import json, sys; [json.loads(line) for line in sys.stdin]' || echo "bad JSON in $list"
done
"$SAYSO" brief --db x.db | head -1
"$SAYSO" show --db x.db nosuch 2>/dev/null; echo "exit $?"
"$SAYSO" export --db x.db --as geojson | python3 -c 'import json, sys; print(json.load(sys.stdin)["type"])'
"$SAYSO" export --db x.db --as csv nolist 2>/dev/null; echo "exit $?"
"$SAYSO" export --db x.db --as jsonl | python3 -c 'import json, sys; print(json.loads(sys.stdin.readline())["sayso"])'
"$SAYSO" claims --db x.db --since 1900-01-01 --until 1900-12-31 -f jsonl | wc -l
# Less sure claims can be left out, when they are made and when they are listed; a share is asked for.
count() { "$SAYSO" "$@" | wc -l; }
[ "$(count claims --db x.db -f jsonl --min-confidence 0.6)" -lt "$(count claims --db x.db -f jsonl)" ]; echo "fewer claims: $?"
[ "$(count events --db x.db -f jsonl --min-confidence 1)" -eq 0 ]; echo "no events: $?"
claims() { "$SAYSO" annotate -q "$@" data/front.txt | python3 -c 'import json, sys; print(sum(len(json.loads(r)["claims"]) for r in sys.stdin))'; }
[ "$(claims --min-confidence 0.6)" -lt "$(claims --min-confidence 0)" ]; echo "fewer made: $?"
"$SAYSO" claims --db x.db --min-confidence 70 2>&1; echo "exit $?"

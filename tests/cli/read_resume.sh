# Reading twice adds nothing; a new report among old ones is added; failures give exit 1 each time.
"$SAYSO" read --db t.db data/mixed.jsonl 2>&1 | tail -n 1 | sed 's/, [0-9.]* s$//'
"$SAYSO" read --db t.db data/mixed.jsonl data/front.txt 2>&1 | tail -n 1 | sed 's/, [0-9.]* s$//'
"$SAYSO" read -q --db t.db data/mixed.jsonl data/front.txt 2>&1; echo "exit $?"
"$SAYSO" read -q --db t.db data/front.txt; echo "exit $?"
echo x > not.db; for i in $(seq 200); do echo xxxxxxxxxx >> not.db; done
"$SAYSO" read -q --db not.db data/front.txt 2>/dev/null; echo "exit $?"

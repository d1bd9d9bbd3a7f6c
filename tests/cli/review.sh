# A verdict is kept beside what it judges, stays when the reports are read again, and is refused when it cannot be one.
"$SAYSO" read -q --db x.db data/front.txt
id=$("$SAYSO" claims --db x.db -f csv | sed -n 2p | cut -d, -f1)
"$SAYSO" review --db x.db "$id" wrong --field place --value "Old Town" --note "the sentence before" --coder ab; echo "exit $?"
"$SAYSO" review --db x.db "${id%/*}" right; echo "exit $?"
"$SAYSO" read -q --db x.db --rebuild data/front.txt
"$SAYSO" reviews --db x.db -f csv | tr -d '\r' | sed "s|${id%/*}|ID|; s/,[^,]*$//"
"$SAYSO" reviews --db x.db -f jsonl "$id" | wc -l
"$SAYSO" show --db x.db -f table "$id" | grep review | sed 's/, [^,]*$//'
"$SAYSO" export --db x.db | grep -c '"list":"reviews"'
"$SAYSO" review --db x.db nosuch right 2>&1; echo "exit $?"
"$SAYSO" review --db x.db "$id" good 2>&1 | head -1
"$SAYSO" review --db x.db "$id" right --value x 2>/dev/null; echo "exit $?"
"$SAYSO" review --db none.db "$id" right 2>/dev/null; echo "exit $?"; [ ! -e none.db ]

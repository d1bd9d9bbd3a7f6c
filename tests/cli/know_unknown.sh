# Names that the knowledge lacks are counted, over files and over the store, alike.
printf 'Zorban Quill met Ban Ki-moon in Trelvania on Monday. Quill praised the Snarvik Foundation.' > a.txt
printf 'The Snarvik Foundation opened a school in Aleppo.' > b.txt
"$SAYSO" know unknown a.txt b.txt 2>/dev/null | grep -c 'Snarvik Foundation'; echo "exit $?"
"$SAYSO" know unknown a.txt b.txt 2>/dev/null | grep -E 'Ban Ki-moon|Aleppo'; echo "exit $?"
"$SAYSO" know unknown --limit 1 a.txt b.txt 2>/dev/null | tail -1 | tr -s ' '
"$SAYSO" read -q --db x.db a.txt b.txt
"$SAYSO" know unknown a.txt b.txt > files.out 2>/dev/null; "$SAYSO" know unknown --db x.db > store.out 2>/dev/null; cmp files.out store.out; echo "exit $?"

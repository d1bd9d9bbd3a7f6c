# Standard input of any format; gzip is seen through; many workers give the same bytes.
cat data/front.txt | "$SAYSO" annotate | cut -c1-60
gzip -c data/mixed.jsonl | "$SAYSO" annotate -q - | cut -c1-30
for i in 1 2 3 4 5 6 7 8 9; do sed -e "s/\"id\":\"/&$i-/" data/mixed.jsonl; echo; done > many.jsonl
"$SAYSO" annotate -q many.jsonl > one
"$SAYSO" annotate -q -j 4 < many.jsonl > four
cmp one four && wc -l < one
"$SAYSO" annotate < /dev/null; echo "empty $?"
printf '\n\n' | "$SAYSO" annotate; echo "blank $?"
: > none.jsonl; "$SAYSO" annotate none.jsonl; echo "empty $?"

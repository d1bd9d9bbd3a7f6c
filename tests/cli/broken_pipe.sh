# A reader that goes away ends the program without a word.
for i in $(seq 200); do sed -e "s/\"id\":\"/&$i-/" data/mixed.jsonl; echo; done > many.jsonl
"$SAYSO" annotate -q many.jsonl 2>err | head -n 1 | cut -c1-25
cat err

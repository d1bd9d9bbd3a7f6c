# Explain shows the sentence, the tree, the row that was chosen and one that was not, and where each slot comes from.
"$SAYSO" read -q --db x.db data/front.txt
"$SAYSO" explain --db x.db 76d202b559a53461/c1 > said; echo "exit $?"
sed -n 2p said
grep -A1 '^  tree' said
grep -o 'control.tsv:[0-9]* chosen: .*' said | sed 's/:[0-9]*/:N/'
grep -c 'does not fit: prt=back' said
grep '^  actor \|^  voice ' said | tail -2
grep -c '^  confidence   0\.[0-9]*, most by ' said

# Text in, CoNLL-U out; CoNLL-U in keeps its words; many workers give the same bytes.
printf 'The army did not say so.\n\nGen. Ito does.' | "$SAYSO" parse - | cut -f1,2 | grep -v '^# newdoc'
printf '1\tParis-Match\t_\t_\t_\t_\t_\t_\t_\t_\n2\tsold\t_\t_\t_\t_\t_\t_\t_\t_\n\n' | "$SAYSO" parse --conllu | cut -f1,2
printf '1\tbad line\n' | "$SAYSO" parse --conllu 2>&1
echo $?
# A bad document is named with its line and costs no other.
cat > docs.conllu <<'END'
# newdoc id = circle
1	a	_	X	_	_	2	dep	_	_
2	b	_	X	_	_	1	dep	_	_

# newdoc id = good
# text = It won't.
1	It	_	_	_	_	_	_	_	_
2-3	won't	_	_	_	_	_	_	_	_
2	wo	_	_	_	_	_	_	_	_
3	n't	_	_	_	_	_	_	_	_
4	.	_	_	_	_	_	_	_	_
END
"$SAYSO" parse --conllu docs.conllu 2>&1 | sed 's/\t.*SpaceAfter=No/\tglued/' | cut -f1,2
# A sentence a line, its words with spaces between.
printf "It did n't fire .\nNobody left .\n" | "$SAYSO" parse --tokens | cut -f1-4
printf 'a\377b\n' | "$SAYSO" parse --tokens 2>&1
# The engine's own parse from a file gives the same record; another parse gives another.
echo 'The army shelled the mill in Hadda on Monday, rebels said.' > report.txt
"$SAYSO" parse report.txt > report.conllu
"$SAYSO" annotate --published 2016-03-30 report.txt > direct.json
"$SAYSO" annotate --published 2016-03-30 --conllu report.conllu > through.json
cmp direct.json through.json && echo same record
sed 's/\tsaid\tsay\t/\tsaid\tsing\t/' report.conllu | "$SAYSO" annotate --conllu > other.json
grep -c '"verb":"say"' direct.json other.json
for i in 1 2 3 4 5 6 7 8; do echo "Shell $i hit the mill. Nobody was hurt." > t$i.txt; done
"$SAYSO" parse -q t*.txt > one
"$SAYSO" parse -q -j 4 t*.txt > four
cmp one four && grep -c '^# sent_id' one
# Every kernel writes the same bytes.
for cpu in c avx2 avx512; do SAYSO_CPU=$cpu "$SAYSO" parse -q t1.txt t2.txt > "$cpu"; done
cmp c avx2 && cmp c avx512 && grep -c . c > lines && test -s lines && echo same

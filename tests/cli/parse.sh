# Text in, CoNLL-U out; CoNLL-U in keeps its words; many workers give the same bytes.
printf 'The army did not say so.\n\nGen. Ito does.' | "$SAYSO" parse - | cut -f1,2 | grep -v '^# newdoc'
printf '1\tParis-Match\t_\t_\t_\t_\t_\t_\t_\t_\n2\tsold\t_\t_\t_\t_\t_\t_\t_\t_\n\n' | "$SAYSO" parse --conllu | cut -f1,2
printf '1\tbad line\n' | "$SAYSO" parse --conllu 2>&1
echo $?
for i in 1 2 3 4 5 6 7 8; do echo "Shell $i hit the mill. Nobody was hurt." > t$i.txt; done
"$SAYSO" parse -q t*.txt > one
"$SAYSO" parse -q -j 4 t*.txt > four
cmp one four && grep -c '^# sent_id' one
# Every kernel writes the same bytes.
for cpu in c avx2 avx512; do SAYSO_CPU=$cpu "$SAYSO" parse -q t1.txt t2.txt > "$cpu"; done
cmp c avx2 && cmp c avx512 && grep -c . c > lines && test -s lines && echo same

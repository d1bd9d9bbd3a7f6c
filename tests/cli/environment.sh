# What the machine refuses is exit 3, with the reason.
"$SAYSO" annotate --model nosuch.model data/front.txt; echo "exit $?"
"$SAYSO" annotate data/front.txt > /dev/full; echo "exit $?"
"$SAYSO" annotate --out nosuch/x data/front.txt; echo "exit $?"
"$SAYSO" help > /dev/full; echo "exit $?"
"$SAYSO" brief --db nosuch.db; echo "exit $?"
"$SAYSO" annotate --model nosuch.model data/front.txt 2>&1 | grep -c 'nosuch.model'

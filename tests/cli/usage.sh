# Wrong usage is exit 2 and says what to try.
"$SAYSO" 2>&1 >/dev/null; echo "exit $?"
"$SAYSO" nosuch 2>&1; echo "exit $?"
"$SAYSO" annotate --nosuch 2>&1; echo "exit $?"
"$SAYSO" read 2>&1; echo "exit $?"
"$SAYSO" events -f yaml 2>&1; echo "exit $?"
"$SAYSO" brief --since yesterday 2>&1; echo "exit $?"
"$SAYSO" help nosuch 2>&1; echo "exit $?"

# Ctrl-C ends a waiting read at once; what was read is in the store; the next run goes on.
mkfifo pipe
"$SAYSO" read -q -j 2 --db t.db - < pipe 2>err &
pid=$!
exec 3> pipe
head -n 1 data/mixed.jsonl >&3
sleep 1
kill -INT $pid
wait $pid; echo "exit $?"
exec 3>&-
"$SAYSO" read --db t.db data/mixed.jsonl 2>&1 | tail -n 1 | sed 's/, [0-9.]* s$//'

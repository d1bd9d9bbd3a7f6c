# Help goes to standard output; the man page is sound troff; the completion is sound bash.
"$SAYSO" --help | head -n 1
"$SAYSO" help annotate | head -n 1
"$SAYSO" annotate --help | grep -c -e --rejects
"$SAYSO" help --completion | bash -n && echo completion
if command -v groff >/dev/null; then "$SAYSO" help --man | groff -man -Tutf8 -ww -z 2>&1; fi
"$SAYSO" help --man | head -n 3 | tail -n 1
"$SAYSO" help --version | cut -d' ' -f1
"$SAYSO" --help | grep -c $'\033'
exit 0

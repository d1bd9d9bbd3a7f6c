# Whether a report tells of violence, and who did it to whom with what: only when asked for.
text='SAN MARCO, 4 FEB 90 -- UNIDENTIFIED GUNMEN OF THE VALMERA LIBERATION FRONT TODAY MURDERED JUDGE PEDRO ALVAREZ RUIZ. THE ATTACKERS PLACED A POWERFUL BOMB THAT DESTROYED THE JUDGE'"'"'S RESIDENCE.'
echo "$text" | "$SAYSO" annotate --incident | python3 -c '
import json, sys
r = json.load(sys.stdin)
print(r["incident"]["about"] > 0.5, r["incident"]["told"])
for p in r["incident"]["parts"]:
    print(p["part"], r["text"][p["start"]:p["end"]])
for k in r["incident"]["casualties"]:
    print(k["counts"], k["number"])'
echo "$text" | "$SAYSO" annotate | python3 -c 'import json, sys; print("incident" in json.load(sys.stdin))'

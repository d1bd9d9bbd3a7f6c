#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The registry of messages, docs/messages.tsv: writes docs/messages.md from it; --check tells whether the page is fresh and every
number in the sources is registered, once, for the folder that uses it. Numbers are never reused.  mk_messages.py [--check] [ROOT]"""
import pathlib
import re
import sys

CALL = re.compile(r"\bss_fail\s*\(", re.S)
NAMED = re.compile(r"\b(SS_MSG_[A-Z_]+|MESSAGE_[A-Z_]+)(?:\s*=\s*|\s+)(\d+)")


def arguments(text, at):
    """The arguments of the call whose bracket opens before `at`, at the top level."""
    depth, start, out, quote = 1, at, [], None
    for i in range(at, len(text)):
        c = text[i]
        if quote:
            quote = None if c == quote and text[i - 1] != "\\" else quote
        elif c in "\"'":
            quote = c
        elif c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if depth == 0:
                return out + [text[start:i].strip()]
        elif c == "," and depth == 1:
            out.append(text[start:i].strip())
            start = i + 1
    return out


def used(root):
    """(number, folder, file) of every numbered failure."""
    for path in sorted((root / "src").rglob("*.[ch]")):
        text = path.read_text(encoding="utf-8")
        names = dict(NAMED.findall(text))
        folder = path.relative_to(root / "src").parts[0]
        for value in names.values():
            yield int(value), folder, path
        for call in CALL.finditer(text):
            args = arguments(text, call.end())
            if len(args) > 2 and args[2].isdigit() and int(args[2]) >= 100:
                yield int(args[2]), folder, path


def main():
    check = "--check" in sys.argv
    rest = [a for a in sys.argv[1:] if a != "--check"]
    root = pathlib.Path(rest[0] if rest else ".")
    lines = (root / "docs/messages.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:]]
    faults = [f"docs/messages.tsv: {r}: not five cells" for r in rows if len(r) != 5]
    numbers = [int(r[0]) for r in rows if r[0].isdigit()]
    if numbers != sorted(set(numbers)):
        faults.append("docs/messages.tsv: numbers twice or not in order")
    areas = {int(r[0]): r[1] for r in rows}
    for number, folder, path in used(root):
        if number not in areas:
            faults.append(f"{path}: message {number} is not in docs/messages.tsv")
        elif areas[number] not in (folder, "base"):
            if not (areas[number] == "read" and folder == "record"):
                print(f"warning: {path}: message {number} belongs to {areas[number]}")
    page = ["# Messages", "", "Every message that a report or a file can cause has a number that never changes its meaning. It stands in",
            "brackets at the end of the words on standard error, and as `message` in the rejects file.", "",
            "| number | kind | meaning | what to do |", "|---|---|---|---|"]
    page += [f"| {r[0]} | {r[2]} | {r[3]} | {r[4]} |" for r in rows]
    page = "\n".join(page) + "\n"
    target = root / "docs/messages.md"
    if not check:
        target.write_text(page, encoding="utf-8")
    elif not target.exists() or target.read_text(encoding="utf-8") != page:
        faults.append("docs/messages.md is stale: run tools/mk_messages.py")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

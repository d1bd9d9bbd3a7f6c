#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the C tables of spelling: base letters of accented Latin letters, folding rules, articles, short words.

Usage: mk_spelling.py SPELLING_FOLDER OUT.h
The rules are read from fold.tsv, articles.tsv and short.tsv; the letters come from Unicode's decompositions.
"""
import sys
import unicodedata

SPECIAL = {"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ł": "l", "œ": "oe", "ħ": "h",
           "ŋ": "n", "ŧ": "t", "ĸ": "k", "ŀ": "l", "ŉ": "n", "ə": "a", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ẞ": "ss",
           "ǝ": "e", "ɛ": "e", "ɔ": "o", "ɖ": "d", "ƒ": "f", "ɣ": "g", "ŋ": "n", "ƶ": "z", "ǥ": "g", "ơ": "o", "ư": "u"}
RANGES = [(0xC0, 0x250), (0x250, 0x2B0), (0x1E00, 0x1F00)]
WHERE = {"any": 0, "start": 1, "end": 2, "initial": 3}


def base(cp):
    c = chr(cp).lower()
    if c in SPECIAL:
        return SPECIAL[c]
    d = "".join(x for x in unicodedata.normalize("NFKD", c) if not unicodedata.combining(x))
    d = "".join(SPECIAL.get(x, x) for x in d)
    return d if d.isascii() and d.isalpha() and len(d) <= 3 else ""


def rows(path):
    header = None
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if header is None:
                header = cells
            else:
                yield dict(zip(header, cells + [""] * len(header)))


def main(folder, out):
    rules = []
    for r in rows(folder + "/fold.tsv"):
        to = "" if r["to"] == "." else r["to"]
        rules.append((r["from"].replace("_", " "), to, WHERE[r["where"]]))
    rules.sort(key=lambda r: r[0][0])  # stable: the order of the file within a letter
    lines = ["// Made by tools/mk_spelling.py; do not edit.", ""]
    for low, high in RANGES:
        lines.append(f"static const char latin_{low:x}[][4] = {{")
        cells = [f'"{base(c)}"' for c in range(low, high)]
        for i in range(0, len(cells), 12):
            lines.append("    " + ", ".join(cells[i:i + 12]) + ",")
        lines.append("};")
    lines.append("static const struct fold_rule fold_rules[] = {")
    for f, t, w in rules:
        lines.append(f'    {{"{f}", "{t}", {len(f)}, {len(t)}, {w}}},')
    lines.append("};")
    first = []
    for c in range(27):
        first.append(sum(1 for r in rules if ord(r[0][0]) - 97 < c))
    lines.append("static const unsigned short fold_first[27] = {" + ", ".join(map(str, first)) + "};")
    lines.append("static const struct article articles[] = {")
    for r in rows(folder + "/articles.tsv"):
        lines.append(f'    {{"{r["article"]}", {len(r["article"])}, {"true" if r["alone"] == "yes" else "false"}}},')
    lines.append("};")
    lines.append("static const struct short_word short_words[] = {")
    for r in rows(folder + "/short.tsv"):
        lines.append(f'    {{"{r["short"]}", "{r["long"]}", {len(r["short"])}, {len(r["long"])}}},')
    lines.append("};")
    text = "\n".join(lines) + "\n"
    with open(out, "w", encoding="utf-8") as f:
        f.write(text)


if __name__ == "__main__":
    main(*sys.argv[1:])

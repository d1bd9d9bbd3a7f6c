#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks JSON lines on standard input or in files against a schema, and for reports what a schema cannot say: every span inside its
text, every id known, ids without gaps. Usage: validate.py SCHEMA [FILE...]. Exit 0 all good, 1 faults, 77 no validator installed."""
import json
import sys

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not installed", file=sys.stderr)
    sys.exit(77)


def spans(value, path=""):
    """All {start, end} objects below value."""
    if isinstance(value, dict):
        if "start" in value and "end" in value:
            yield path, value["start"], value["end"]
        for key, item in value.items():
            yield from spans(item, f"{path}/{key}")
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from spans(item, f"{path}/{i}")


LISTS = {"mentions": "m", "entities": "e", "times": "t", "figures": "f", "attributions": "a", "claims": "c"}
REFERENCES = {"entity": "e", "time": "t", "figure": "f", "of": "m", "source_entity": "e", "source_entities": "e", "within": "a", "place": "e", "holder": "e",
              "voice": "a", "cited": "e", "actors": "e", "recipients": "e", "objects": "m", "instruments": "m", "figures": "f",
              "chain": "e", "for": "c"}


def report_faults(report):
    length = len(report["text"])
    for path, start, end in spans(report):
        if not 0 <= start <= end <= length:
            yield f"{path}: span {start}..{end} outside the text of {length}"
    known = {letter: {item["id"] for item in report[name]} for name, letter in LISTS.items()}
    for name, letter in LISTS.items():
        for i, item in enumerate(report[name]):
            if item["id"] != f"{letter}{i + 1}":
                yield f"{name}[{i}] is called {item['id']}"
    for name in [*LISTS, "citations"]:
        for item in report[name]:
            for key, letter in REFERENCES.items():
                value = item.get(key)
                for ref in value if isinstance(value, list) else [value]:
                    if ref is not None and ref not in known[letter]:
                        yield f"{name} {item.get('id')}: {key} {ref} is not there"
    for figure in report["figures"]:
        if figure["words"] != report["text"][figure["start"]:figure["end"]]:
            yield f"{figure['id']}: words are not those of the text"
    for claim in report["claims"]:
        if claim["trigger"]["start"] >= claim["trigger"]["end"]:
            yield f"{claim['id']}: no trigger"


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        schema = json.load(f)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    is_report = "sayso" in schema.get("properties", {}) and "text" in schema["properties"]
    lines = faults = 0
    for name in sys.argv[2:] or ["/dev/stdin"]:
        with open(name, encoding="utf-8", newline="\n") as f:
            for line in f:
                lines += 1
                value = json.loads(line)
                found = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator.iter_errors(value)]
                if is_report and not found:
                    found = list(report_faults(value))
                for fault in found[:5]:
                    print(f"{name}:{lines}: {value.get('id')}: {fault}")
                faults += len(found)
    print(f"{lines} lines, {faults} faults", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

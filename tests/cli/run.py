#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs every NAME.sh beside this file with $SAYSO set, in a fresh copy of data/, and compares its standard output with
NAME.stdout and its exit code with NAME.exit (0 when there is none).  run.py PROGRAM [--accept] [NAME…]"""
import difflib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def run(case, program):
    folder = tempfile.mkdtemp(prefix="sayso-cli-")
    try:
        shutil.copytree(HERE / "data", f"{folder}/data")
        env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "SAYSO_CPU")}
        env.update(SAYSO=program, LC_ALL="C.UTF-8")
        done = subprocess.run(["bash", str(case)], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120,
                              stdin=subprocess.DEVNULL)
        return done.stdout.decode("utf-8", "replace"), done.returncode, done.stderr.decode("utf-8", "replace")
    finally:
        shutil.rmtree(folder)


def main():
    accept = "--accept" in sys.argv
    args = [a for a in sys.argv[1:] if a != "--accept"]
    program, names = os.path.abspath(args[0]), args[1:]
    failed = count = 0
    for case in sorted(HERE.glob("*.sh")):
        if names and case.stem not in names:
            continue
        count += 1
        out, code, err = run(case, program)
        want_out, want_exit = case.with_suffix(".stdout"), case.with_suffix(".exit")
        if accept:
            want_out.write_text(out, encoding="utf-8")
            want_exit.write_text(f"{code}\n") if code else want_exit.unlink(missing_ok=True)
            continue
        want = want_out.read_text(encoding="utf-8") if want_out.exists() else ""
        want_code = int(want_exit.read_text()) if want_exit.exists() else 0
        if (out, code) == (want, want_code):
            continue
        failed += 1
        print(f"{case.name}: exit {code}, wanted {want_code}")
        print("\n".join(difflib.unified_diff(want.splitlines(), out.splitlines(), "wanted", "got", lineterm="")))
        print(err[-2000:])
    print(f"{count - failed} of {count} passed")
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())

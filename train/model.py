# SPDX-License-Identifier: Apache-2.0
"""The model file: write it, read it.  README.md describes the format."""
import json
import struct

import numpy as np

MAGIC, VERSION, ALIGN = b'SAYSOMDL', 1, 64
TYPES = {'i8': np.int8, 'u8': np.uint8, 'i32': np.int32, 'f32': np.float32}


def write(path, header, tensors):
    """tensors: name -> numpy array of one of TYPES"""
    names = {np.dtype(t): n for n, t in TYPES.items()}
    listed, at, parts = [], 0, []
    for name, array in tensors.items():
        data = np.ascontiguousarray(array).tobytes()
        listed.append({'name': name, 'type': names[array.dtype], 'shape': list(array.shape), 'offset': at})
        data += b'\0' * (-len(data) % ALIGN)
        parts.append(data)
        at += len(data)
    text = json.dumps(dict(header, tensors=listed), ensure_ascii=False, separators=(',', ':')).encode()
    front = MAGIC + struct.pack('<II', VERSION, len(text)) + text
    with open(path, 'wb') as f:
        f.write(front + b'\0' * (-len(front) % ALIGN))
        for data in parts:
            f.write(data)


def read(path):
    """-> (header, name -> array)"""
    with open(path, 'rb') as f:
        raw = f.read()
    version, size = struct.unpack('<II', raw[8:16])
    if raw[:8] != MAGIC or version != VERSION:
        raise ValueError('not a model file of this version')
    header = json.loads(raw[16:16 + size])
    base = 16 + size
    base += -base % ALIGN
    out = {}
    for t in header['tensors']:
        count = int(np.prod(t['shape']))
        out[t['name']] = np.frombuffer(raw, TYPES[t['type']], count, base + t['offset']).reshape(t['shape'])
    return header, out

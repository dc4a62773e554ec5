"""Writes the packs of pairs beside this file, with Python's own pickle: python3 make.py (NumPy and Pillow).

Run it once with NumPy 1 and once with NumPy 2; each writes the files that bear its number. The eight pictures are of one
color each, 8 x 8 pixels; pictures 0 and 4 are the same.
"""

import io
import pickle
import struct

import numpy as np
from PIL import Image

LINE = "numpy" + np.__version__.split(".")[0]
COLORS = [0, 30, 60, 90, 0, 150, 180, 210]
SAME = [True, False, True, False]


def picture(color):
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (color, color + 20, 255 - color)).save(out, "PNG")
    return out.getvalue()


def array(photo):
    return np.frombuffer(photo, dtype=np.uint8).copy()


class Python2(pickle._Pickler):
    """Writes bytes and words as Python 2 wrote its strings."""

    dispatch = dict(pickle._Pickler.dispatch)

    def string(self, value):
        data = value.encode("latin-1") if isinstance(value, str) else value
        if len(data) < 256:
            self.write(pickle.SHORT_BINSTRING + struct.pack("<B", len(data)) + data)
        else:
            self.write(pickle.BINSTRING + struct.pack("<i", len(data)) + data)
        self.memoize(value)

    dispatch[bytes] = string
    dispatch[str] = string


def write(name, bins, same, protocol, pickler=pickle.Pickler):
    with open(name + ".bin", "wb") as out:
        pickler(out, protocol=protocol).dump((bins, same))


photos = [picture(color) for color in COLORS]
arrays = [array(photo) for photo in photos]
for protocol in (2, 3, 4, 5):
    if LINE == "numpy2":
        write(f"bytes-protocol{protocol}", photos, SAME, protocol)
    write(f"{LINE}-protocol{protocol}", arrays, SAME, protocol)
write(f"{LINE}-python2", arrays, SAME, 2, Python2)
write(f"{LINE}-columns", [a.reshape(-1, 1) for a in arrays], [np.bool_(s) for s in SAME], 4)
if LINE == "numpy2":
    write("bytes-python2", photos, SAME, 2, Python2)
    write("bytearrays", [bytearray(photo) for photo in photos], [int(s) for s in SAME], 5)

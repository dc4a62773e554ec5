"""Writes the arrays beside this file: python3 make.py (NumPy 2). All values are made up."""

import numpy as np

six = np.arange(6).reshape(2, 3)


def save(name, array, version=None):
    with open(name + ".npy", "wb") as out:
        np.lib.format.write_array(out, np.asanyarray(array), version=version)


save("float32", six.astype("<f4") / 4)
save("float32-version2", six.astype("<f4") / 4, (2, 0))
save("float32-version3", six.astype("<f4") / 4, (3, 0))
save("float64", six.astype("<f8") / 3)
save("float64-big-endian", (six.astype("<f8") / 3).astype(">f8"))
save("uint8", (six * 51).astype("u1"))
save("int32", six.astype("<i4") - 3)
save("int64", six.astype("<i8") - 3)
save("bool", six % 2 == 1)
save("number", np.float64(0.5))
save("vector", np.array([1.5, 2.5], "<f4"))
save("empty", np.zeros((0, 3), "<f4"))
save("fortran", np.asfortranarray(six.astype("<f4")))
save("objects", np.array([1, "two"], dtype=object))
save("records", np.zeros(2, [("x", "<f4"), ("y", "<f4")]))
save("text", np.array(["one", "two"]))
save("float16", six.astype("<f2"))

np.savez("one.npz", delta=np.arange(6, dtype=np.float32).reshape(2, 3))
np.savez_compressed("packed.npz", np.arange(6, dtype=np.float32).reshape(2, 3))
np.savez("several.npz", a=np.zeros(2), b=np.zeros(3))

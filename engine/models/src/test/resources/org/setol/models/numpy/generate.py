"""Writes the fixtures beside this file. Needs numpy (they were written with 1.24 or later); run: python3 generate.py"""

import io
import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


def save(name, array, version=None):
    with open(os.path.join(HERE, name), "wb") as out:
        np.lib.format.write_array(out, array, version=version, allow_pickle=True)


def main():
    values = np.arange(12).reshape(3, 4)
    for dtype in "f8 f4 f2 i8 i4 i2 i1 u8 u4 u2 u1 c8 c16".split():
        save(f"{dtype}.npy", values.astype("<" + dtype))
    save("b1.npy", values % 2 == 1)
    save("fortran.npy", np.asfortranarray(values.astype("<f4")))
    save("scalar.npy", np.float32(7.5).reshape(()))
    save("vector.npy", np.arange(5, dtype="<f8"))
    save("empty.npy", np.zeros((0, 4), dtype="<f4"))
    save("version2.npy", values.astype("<f4"), version=(2, 0))
    save("version3.npy", values.astype("<f4"), version=(3, 0))
    save("big-endian.npy", values.astype(">f4"))
    save("objects.npy", np.array([{"a": 1}, None], dtype=object))
    save("structured.npy", np.zeros(2, dtype=[("größe", "<f4"), ("pair", [("x", "<i4"), ("y", "<i4", (2,))])]))
    save("text.npy", np.array(["ab", "c"]))

    matrices = {"fc1.weight": values.astype("<f4"), "fc2/kernel": np.zeros((40, 30), "<f8"), "step": np.int64(3)}
    np.savez(os.path.join(HERE, "plain.npz"), **matrices)
    np.savez_compressed(os.path.join(HERE, "compressed.npz"), **matrices)


if __name__ == "__main__":
    main()

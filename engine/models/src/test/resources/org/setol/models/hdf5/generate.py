"""Writes the HDF5 files of these tests with h5py, in the layouts of Keras 2 and 3. Element [i, j] is 100 i + j."""

import zipfile
import zlib

import h5py
import numpy as np


def ramp(rows, cols, dtype="f4"):
    return (100 * np.arange(rows)[:, None] + np.arange(cols)[None, :]).astype(dtype)


def keras2(path):
    """Groups sorted by name: dense_10 before dense_2. The attributes tell the model's order."""
    with h5py.File(path, "w") as f:
        model = f.create_group("model_weights")
        layers = ["conv", "dense_2", "dense_10", "embedding"]
        model.attrs["layer_names"] = np.array(layers, dtype="S")
        model.attrs["keras_version"] = "2.15.0"
        weights = {
            "conv": [("kernel:0", np.arange(3 * 3 * 4 * 8, dtype="f4").reshape(3, 3, 4, 8))],
            "dense_2": [("kernel:0", ramp(6, 5)), ("bias:0", np.zeros(5, "f4"))],
            "dense_10": [("kernel:0", ramp(5, 4))],
            "embedding": [("embeddings:0", ramp(20, 6))],
        }
        for layer, named in weights.items():
            group = model.create_group(layer)
            group.attrs["weight_names"] = np.array([f"{layer}/{name}" for name, _ in named], dtype="S")
            for name, value in named:
                group.create_dataset(f"{layer}/{name}", data=value)
        f.create_dataset("optimizer_weights/adam/m/kernel:0", data=ramp(6, 5))


def weights3(path):
    with h5py.File(path, "w") as f:
        f.create_dataset("layers/dense/vars/0", data=ramp(6, 5))
        f.create_dataset("layers/dense/vars/1", data=np.zeros(5, "f4"))
        f.create_dataset("layers/dense_1/vars/0", data=ramp(5, 4))
        f.create_dataset("layers/embedding/vars/0", data=ramp(20, 6))
        f.create_dataset("optimizer/vars/0", data=ramp(6, 5))


def keras3(path, method):
    weights3("model.weights.h5")
    with zipfile.ZipFile(path, "w", method) as z:
        z.writestr("metadata.json", '{"keras_version": "3.4.1"}')
        z.writestr("config.json", "{}")
        z.write("model.weights.h5")


def layouts(path, **options):
    with h5py.File(path, "w", **options) as f:
        whole = ramp(37, 23)
        f.create_dataset("plain", data=whole)
        f.create_dataset("chunks", data=whole, chunks=(10, 7))
        f.create_dataset("gzip", data=whole, chunks=(10, 7), compression="gzip", shuffle=True)
        f.create_dataset("lzf", data=whole, chunks=(37, 23), compression="lzf", shuffle=True)
        f.create_dataset("lzf_fletcher", data=whole, chunks=(37, 23), compression="lzf", fletcher32=True)
        f.create_dataset("resizable", data=whole, chunks=(8, 8), maxshape=(None, None))
        f.create_dataset("deep", data=np.arange(6 * 5 * 4, dtype="f8").reshape(6, 5, 4), chunks=(4, 2, 3))
        f.create_dataset("holes", shape=(12, 9), dtype="f4", chunks=(4, 9))[0:4] = ramp(4, 9)
        f.create_dataset("ones", shape=(12, 9), dtype="f4", chunks=(4, 9), fillvalue=1)[0:4] = ramp(4, 9)
        f.create_dataset("tall_chunk", data=whole, chunks=(64, 32), maxshape=(None, None))
        masked = f.create_dataset("masked", (37, 23), "f4", chunks=(37, 23), compression="gzip", shuffle=True)
        masked.id.write_direct_chunk((0, 0), zlib.compress(whole.tobytes()), filter_mask=1)
        f.create_dataset("growing", data=whole, chunks=(8, 1), maxshape=(37, None))
        f["nothing"] = h5py.Empty("f4")
        odd = h5py.h5t.IEEE_F32LE.copy()
        odd.set_norm(h5py.h5t.NORM_NONE)
        h5py.h5d.create(f.id, b"odd_floats", odd, h5py.h5s.create_simple((4, 3)))
        f["opaque/here"] = np.zeros((3, 3), "V5")
        f["opaque/lost"] = whole
        compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        compact.set_layout(h5py.h5d.COMPACT)
        small = h5py.h5d.create(f.id, b"compact", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((4, 3)), compact)
        small.write(h5py.h5s.ALL, h5py.h5s.ALL, ramp(4, 3))
        for dtype in ["f2", "f8", "i1", "u2", "i4", "i8", ">f4"]:
            f.create_dataset("type_" + dtype.replace(">", "big_"), data=ramp(3, 4, dtype))
        f.create_dataset("gzip_f2", data=ramp(9, 4, "f2"), chunks=(4, 4), compression="gzip")
        f.create_dataset("scalar", data=1.5)
        f.create_dataset("empty", shape=(0, 4), dtype="f4")
        f.create_dataset("unwritten", shape=(4, 4), dtype="f4")
        f.create_dataset("text", data="a note")
        f.create_dataset("pairs", data=np.zeros(3, dtype=[("a", "f4"), ("b", "i8")]))
        f.create_dataset("complex", data=np.zeros((2, 2), dtype="c8"))
        f["again"] = f["plain"]
        f["soft"] = h5py.SoftLink("/plain")
        f["broken"] = h5py.SoftLink("/nothing")
        f["elsewhere"] = h5py.ExternalLink("other.h5", "/weights")
        f["loop/back"] = f["/"]


keras2("keras2.h5")
keras3("stored.keras", zipfile.ZIP_STORED)
keras3("deflated.keras", zipfile.ZIP_DEFLATED)
layouts("layouts.h5")
layouts("version-1.10.h5", libver=("v110", "v110"))
layouts("user-block.h5", userblock_size=1024)

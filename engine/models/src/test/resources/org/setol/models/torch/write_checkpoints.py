"""Writes lightning-protocol{2,3,4,5}.ckpt beside itself: what torch.save writes, by CPython's own pickle and zipfile.

PyTorch is not needed: stub modules stand for it, so that the pickler writes the names that PyTorch's objects have.
Run with any Python 3.8 or later: python3 write_checkpoints.py
"""

import collections
import io
import pathlib
import pickle
import struct
import sys
import types
import zipfile


def stub(module, name, value):
    if module not in sys.modules:
        sys.modules[module] = types.ModuleType(module)
    value.__module__, value.__qualname__ = module, name
    setattr(sys.modules[module], name, value)
    return value


class FloatStorage:
    pass


class HalfStorage:
    pass


def rebuild(*arguments):
    raise NotImplementedError


for storage_class in (FloatStorage, HalfStorage):
    stub("torch", storage_class.__name__, storage_class)
rebuild.__name__ = "_rebuild_tensor_v2"
stub("torch._utils", "_rebuild_tensor_v2", rebuild)


class Storage:
    def __init__(self, kind, key, data, width):
        self.kind, self.key, self.data, self.length = kind, key, data, len(data) // width


class Tensor:
    def __init__(self, storage, size, stride):
        self.storage, self.size, self.stride = storage, size, stride

    def __reduce_ex__(self, protocol):
        arguments = (self.storage, 0, self.size, self.stride, False, collections.OrderedDict())
        return rebuild, arguments


class Namespace:
    """A class that the reader does not know."""

    def __init__(self):
        self.learning_rate, self.tags, self.blob = 1e-3, {"a", "b"}, b"\x00\xff" * 200


stub("argparse", "Namespace", Namespace)


class Pickler(pickle._Pickler):
    def persistent_id(self, value):
        if isinstance(value, Storage):
            return "storage", value.kind, value.key, "cpu", value.length
        return None


def checkpoint():
    weight = Storage(FloatStorage, "0", struct.pack("<6f", *(k / 2 for k in range(6))), 4)
    bias = Storage(HalfStorage, "1", struct.pack("<2e", 1, -1), 2)
    moment = Storage(FloatStorage, "2", struct.pack("<6f", *range(6)), 4)
    state = collections.OrderedDict()
    state["net.fc.weight"] = Tensor(weight, (2, 3), (3, 1))
    state["net.fc.bias"] = Tensor(bias, (2,), (1,))
    state["net.tied.weight"] = Tensor(weight, (3, 2), (1, 3))
    state._metadata = collections.OrderedDict(version=1)
    root = {
        "epoch": 3,
        "global_step": 1 << 70,
        "pytorch-lightning_version": "2.0.0",
        "loops": [None, True, (1, 2, 3, -70000), frozenset([4]), -1.5, 1 << 40],
        "state_dict": state,
        "optimizer_states": [{"state": {0: {"exp_avg": Tensor(moment, (2, 3), (3, 1))}}, "param_groups": []}],
        "hyper_parameters": Namespace(),
        "note": "grüße " * 60,
    }
    return root, (weight, bias, moment)


def write(path, protocol):
    root, storages = checkpoint()
    buffer = io.BytesIO()
    Pickler(buffer, protocol).dump(root)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        members = [("data.pkl", buffer.getvalue()), ("byteorder", b"little")]
        members += [("data/" + storage.key, storage.data) for storage in storages]
        for name, data in members + [("version", b"3\n")]:
            archive.writestr(zipfile.ZipInfo("lightning/" + name), data)


for number in (2, 3, 4, 5):
    write(pathlib.Path(__file__).with_name("lightning-protocol%d.ckpt" % number), number)

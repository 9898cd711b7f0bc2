"""A small state_dict in the layouts of PyTorch, for the tests of the reader.

    python make_torch_files.py FOLDER NAME [--legacy]
"""

import sys
from collections import OrderedDict
from pathlib import Path

import torch


def state():
    base = torch.arange(12, dtype=torch.float32).reshape(3, 4) / 8
    return OrderedDict(
        [
            ("plain", base),
            ("transposed", base.t()),
            ("part", base[1:, ::2]),
            ("parameter", torch.nn.Parameter(torch.tensor([0.1, -2.5]))),
            ("double", torch.tensor([1e-300, 3.0], dtype=torch.float64)),
            ("half", torch.tensor([0.5, -65504.0, 6e-8]).half()),
            ("bfloat16", torch.tensor([1.5, -3e38]).bfloat16()),
            ("long", torch.tensor([[1, -2]])),
            ("byte", torch.tensor([200], dtype=torch.uint8)),
            ("scalar", torch.tensor(7.25)),
            ("empty", torch.zeros(0, 3)),
        ]
    )


def main(folder, name, layout="--zip"):
    options = {"_use_new_zipfile_serialization": layout != "--legacy"} if torch.__version__ >= "1.6" else {}
    net = torch.nn.Linear(2, 1)
    torch.nn.init.constant_(net.weight, 0.25)
    torch.nn.init.constant_(net.bias, 1.0)
    torch.save(state(), str(Path(folder) / (name + ".pth")), **options)
    torch.save(net.state_dict(), str(Path(folder) / (name + "-linear.pth")), **options)


if __name__ == "__main__":
    main(*sys.argv[1:])

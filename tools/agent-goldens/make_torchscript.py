"""TorchScript programs with their outputs.

    python make_torchscript.py FOLDER
"""

import json
import sys
from pathlib import Path

import torch
from torch import nn


class Choice(nn.Module):
    """A policy that ends in a code."""

    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 3))

    def forward(self, x):
        return torch.argmax(self.net(x), dim=1)


class Window(nn.Module):
    """A recurrent net over bars, oldest first, that gives probabilities."""

    def __init__(self):
        super().__init__()
        self.cell = nn.GRU(3, 6, batch_first=True)
        self.last = nn.Linear(6, 3)

    def forward(self, x):
        out, _ = self.cell(x)
        return torch.softmax(self.last(out[:, -1]), dim=1)


def write(folder, name, program, rows):
    program.save(str(folder / (name + ".pt")))
    with torch.no_grad():
        outputs = [program(row.unsqueeze(0)).double().ravel().tolist() for row in rows]
    document = {"rows": [row.double().ravel().tolist() for row in rows], "outputs": outputs}
    (folder / (name + ".json")).write_text(json.dumps(document, separators=(",", ":")))


def main(folder):
    folder = Path(folder)
    torch.manual_seed(2)
    rows = torch.randn(12, 4) * 2
    net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3), nn.Tanh())
    write(folder, "net", torch.jit.trace(net, torch.zeros(1, 4)), rows)
    write(folder, "choice", torch.jit.script(Choice()), rows)
    write(folder, "window", torch.jit.script(Window()), torch.randn(12, 5, 3))


if __name__ == "__main__":
    main(*sys.argv[1:])

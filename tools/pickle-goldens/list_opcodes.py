"""Adds what pickletools makes of each pickle, and of damaged copies: list_opcodes.py PICKLES OUT MUTATIONS

PICKLES comes from make_pickles.py. OUT gets a last column of opcodes, `offset NAME operand|...`. MUTATIONS gets lines of the
damaged pickle, how it ended (ok, or the error), and a CRC-32 of its opcodes.
"""
import gzip
import pickletools
import random
import struct
import sys
import zlib

MOVED = {"__builtin__": "builtins", "copy_reg": "copyreg", "numpy._core.multiarray": "numpy.core.multiarray", "numpy._core.numeric": "numpy.core.numeric"}
LATIN = {"STRING", "BINSTRING", "SHORT_BINSTRING"}


def operand(op, arg):
    if arg is None:
        return ""
    if op.name in ("GLOBAL", "INST"):
        module, name = arg.split(" ", 1)
        if "\\" in arg or any(ord(c) < 32 or ord(c) > 126 for c in arg):
            raise ValueError("an escape in a name")  # pickletools undoes it, pickle does not
        if module == "__builtin__":
            name = {"long": "int", "unicode": "str"}.get(name, name)
        return MOVED.get(module, module) + "." + name
    if isinstance(arg, bool) or isinstance(arg, int):
        return str(arg)
    if isinstance(arg, float):
        return struct.pack(">d", arg).hex() if arg == arg else "7ff8000000000000"
    if isinstance(arg, str):
        return arg.encode("latin-1" if op.name in LATIN else "utf-8").hex()
    return bytes(arg).hex()


def listing(data):
    ops = []
    try:
        for op, arg, at in pickletools.genops(data):
            ops.append("%d %s %s" % (at, op.name, operand(op, arg)))
        return "|".join(ops), "ok"
    except Exception as e:
        return "|".join(ops), type(e).__name__ + ": " + str(e).replace("\t", " ").replace("\n", " ")[:80]


def mutate(rng, data, others):
    data = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4))):
        at = rng.randrange(len(data))
        kind = rng.randrange(6)
        if kind == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            data[at] = rng.randrange(256)
        elif kind == 2:
            del data[at : at + rng.randrange(1, 5)]
        elif kind == 3:
            data[at:at] = bytes(rng.randrange(256) for _ in range(rng.randrange(1, 5)))
        elif kind == 4:
            other = rng.choice(others)
            start = rng.randrange(len(other))
            data[at:] = other[start:]
        else:
            del data[at:]
        if not data:
            break
    return bytes(data)


rows = [line.rstrip("\n").split("\t") for line in open(sys.argv[1])]
with gzip.GzipFile(sys.argv[2], "w", mtime=0) as out:
    for row in rows:
        ops, end = listing(bytes.fromhex(row[2]))
        if "'ascii' codec" in end:
            ops = "?"  # pickletools takes no Python 2 str beyond ASCII; pickle does
        else:
            assert end == "ok", (row[0], end)
        out.write(("\t".join(row + [ops]) + "\n").encode())
small = [bytes.fromhex(row[2]) for row in rows if len(row[2]) <= 600]
rng = random.Random(7)
with gzip.GzipFile(sys.argv[3], "w", mtime=0) as out:
    for i in range(4000):
        data = mutate(rng, small[i % len(small)], small)
        ops, end = listing(data)
        out.write(("%s\t%s\t%d\n" % (data.hex(), end, zlib.crc32(ops.encode()))).encode())

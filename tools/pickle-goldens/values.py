"""Values to pickle, each with a text of what it is; for Python 2.7 and 3.

The text of a value: N, T, F, i<decimal>, f<hex of the big-endian double>, s<hex of UTF-8>, b<hex of bytes>, S<hex of a Python 2
str>, [..], (..), {key:value,}, <items of a set, sorted>, c<symbol>, o<symbol> <how><arguments><state>, a<type><shape>[..].
"""
import binascii
import collections
import struct
import sys
import types

import numpy as np

PY2 = sys.version_info[0] == 2
shapes = types.ModuleType("shapes")
sys.modules["shapes"] = shapes
unicode_type = type(u"")
MOVED = {"__builtin__": "builtins", "copy_reg": "copyreg"}


class Plain(object):
    pass


class Slots(object):
    __slots__ = ("one", "two")


class Keyed(object):
    def __new__(cls, *args, **kwargs):
        return object.__new__(cls)

    def __getnewargs_ex__(self):
        return (1,), {"two": 2}


class Listed(list):
    pass


class Old:
    pass


for c in (Plain, Slots, Keyed, Listed, Old):
    c.__module__ = "shapes"
    c.__qualname__ = c.__name__
    setattr(shapes, c.__name__, c)


def hexed(b):
    return binascii.hexlify(bytes(b)).decode("ascii")


def symbol(c):
    return "c%s.%s" % (MOVED.get(c.__module__, c.__module__), c.__name__)


def text(v, protocol):
    def t(x):
        return text(x, protocol)

    if v is None:
        return "N"
    if isinstance(v, (bool, np.bool_)):
        return "T" if v else "F"
    if isinstance(v, (int, np.integer)) or (PY2 and isinstance(v, long)):  # noqa: F821
        return "i%d" % v
    if isinstance(v, (float, np.floating)):
        return "f" + (hexed(struct.pack(">d", v)) if v == v else "7ff8000000000000")
    if isinstance(v, unicode_type):
        return "s" + hexed(v.encode("utf-8"))
    if isinstance(v, bytes):
        return ("S" if PY2 else "b") + hexed(v)
    if isinstance(v, bytearray):
        return "b" + hexed(v)
    if isinstance(v, Listed):
        return "oshapes.Listed NEW()" + "{%s}" % "".join(t(k) + ":" + t(x) + "," for k, x in v.__dict__.items()) + "+" + t(list(v))
    if isinstance(v, list):
        return "[" + ",".join(map(t, v)) + "]"
    if isinstance(v, tuple):
        return "(" + ",".join(map(t, v)) + ")"
    if isinstance(v, dict):
        return "{" + "".join(t(k) + ":" + t(x) + "," for k, x in v.items()) + "}"
    if isinstance(v, (set, frozenset)):
        return "<" + ",".join(sorted(map(t, v))) + ">"
    if isinstance(v, np.ndarray):
        kind = "object" if v.dtype == object else v.dtype.str
        if v.dtype.names:
            return "a{" + "".join(n + ":" + t(v[n]) + "," for n in v.dtype.names) + "}"
        return "a" + kind + str(list(v.shape)).replace(" ", "") + "[" + ",".join(t(x) for x in v.ravel("C").tolist()) + "]"
    if isinstance(v, Plain):
        return "oshapes.Plain NEW()" + t(v.__dict__)
    if isinstance(v, Slots):
        return "oshapes.Slots NEW()" + t(v.__reduce_ex__(2)[2])
    if isinstance(v, Keyed):
        return "oshapes.Keyed NEW(i1)" + t({"two": 2})
    if isinstance(v, collections.deque):
        return "ocollections.deque CALL()+" + t(list(v))
    if PY2 and isinstance(v, Old):
        return "oshapes.Old CALL()" + t(v.__dict__)
    if isinstance(v, type):
        return symbol(v)
    raise TypeError(type(v))


def values(protocol):
    plain = Plain()
    plain.name, plain.again = u"x", [1]
    slots = Slots()
    slots.one, slots.two = 1, u"b"
    listed = Listed([1, 2])
    listed.extra = None
    shared = [1]
    yield "none", None
    yield "truth", [True, False]
    yield "ints", [0, 1, -1, 255, 256, 65535, 65536, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**63 - 1, -(2**63), 2**63, 10**40, -(10**40), 1 << 2100]
    yield "floats", [0.0, -0.0, 1.5, -1e-300, 1e300, 0.1, 5e-324, float("inf"), float("-inf"), float("nan")]
    yield "texts", [u"", u"a", u"line\nfeed \\ \\u0041 'q' \"d\"", u"\xe9\xff", u"\u20ac\u4e2d", u"\U0001f600", u"\0", u"x" * 300]
    yield "bytes", [b"", b"a", b"\x00\xff'\"\\\n\r\t\x0b", bytes(bytearray(range(256))), b"y" * 300]
    yield "bytearrays", [bytearray(b""), bytearray(b"zz\xff"), bytearray(b"w" * 300)]
    yield "lists", [[], [1], [[]], list(range(1200))]
    yield "tuples", [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), ((), ((),))]
    yield "dicts", [{}, {u"a": 1}, {1: {2: {}}}]
    yield "many", {i: i for i in range(1500)}
    yield "sets", [set(), {1}, {1, 2, 3}, frozenset(), frozenset([1, u"a"])]
    yield "ordered", collections.OrderedDict([(u"b", 1), (u"a", 2)])
    yield "shared", [shared, shared, (shared,), u"t" * 9, u"t" * 9]
    yield "plain", plain
    if protocol >= 2:
        yield "slots", slots
        yield "listed", listed
    if protocol >= 4:
        yield "keyed", Keyed()
    if not PY2:  # there the items are an argument
        yield "deque", collections.deque([1, 2])
    if PY2:
        old = Old()
        old.x = 1
        yield "old", old
    yield "class", [Plain, int]
    yield "deep", nested(60)
    for code in ("?", "i1", "<i2", "<i4", "<i8", ">i4", "u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8", ">f8"):
        a = np.array([0, 1, 2, 3, 100, 7], dtype=code)
        yield "array-" + code, a.reshape(2, 3)
        yield "scalar-" + code, a[3]
    yield "array-fortran", np.asfortranarray(np.arange(24.0).reshape(2, 3, 4))
    yield "array-empty", np.zeros((0, 3))
    yield "array-one", np.array(2.5)
    yield "array-text", np.array([u"ab", u"c\u20ac", u""])
    yield "array-objects", np.array([u"a", None, 3, [1]], dtype=object)
    yield "array-objects-2d", np.asfortranarray(np.array([[1, 2, 3], [4, 5, 6]], dtype=object))
    yield "array-fields", np.array([(1, 2.5), (3, 4.5)], dtype=[("x", "<i4"), ("y", "<f8")])
    yield "array-shared", [np.arange(3.0)] * 2


def nested(depth):
    v = []
    for _ in range(depth):
        v = [v]
    return v

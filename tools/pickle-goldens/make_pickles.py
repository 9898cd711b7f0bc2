"""Writes name, protocol, pickle and value of every value, a line each: make_pickles.py OUT"""
import binascii
import pickle
import sys

from values import text, values

with open(sys.argv[1], "w") as out:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        for name, value in values(protocol):
            pickled = binascii.hexlify(pickle.dumps(value, protocol)).decode("ascii")
            out.write("%s\t%d\t%s\t%s\n" % (name, protocol, pickled, text(value, protocol)))

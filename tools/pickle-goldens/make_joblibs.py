"""Writes one value in every compression of the installed joblib: make_joblibs.py OUT"""
import os
import sys

import joblib
import numpy as np

out = sys.argv[1]
value = {
    "numbers": np.arange(12.0).reshape(3, 4),
    "fortran": np.asfortranarray(np.arange(6, dtype="<f4").reshape(2, 3)),
    "names": np.array([u"close", None, 3], dtype=object),
    "fields": np.array([(1, 2.5), (3, 4.5)], dtype=[("x", "<i4"), ("y", "<f8")]),
    "empty": np.zeros((0, 2)),
    "long": np.arange(3000) % 7,
    "after": [u"the arrays", 1],
}
version = joblib.__version__
if version.startswith("0.9"):
    del value["names"], value["fields"], value["numbers"], value["fortran"], value["empty"], value["long"]
    joblib.dump(value, os.path.join(out, "zfile-%s.joblib" % version), compress=3)
    sys.exit()
codecs = ["none", "zlib", "gzip", "bz2", "xz", "lzma"]
try:
    import lz4.frame  # noqa: F401

    codecs.append("lz4")
except ImportError:
    pass
for codec in codecs:
    compress = 0 if codec == "none" else (codec, 3)
    try:
        joblib.dump(value, os.path.join(out, "%s-%s.joblib" % (codec, version)), compress=compress)
    except (ValueError, NotImplementedError) as e:
        print(codec, e)

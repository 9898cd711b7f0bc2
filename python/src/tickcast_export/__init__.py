"""Takes a model from a notebook to tickcast: ``export``, ``verify``, ``publish``."""

from ._errors import ExportError
from ._export import Exported, export
from ._publish import Published, publish
from ._verify import Verification, verify

__version__ = "0.1.0"
__all__ = [
    "ExportError",
    "Exported",
    "Published",
    "Verification",
    "export",
    "publish",
    "verify",
]

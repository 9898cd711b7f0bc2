"""Takes a model from a notebook to tickcast: ``export``, ``export_agent``, ``verify``, ``publish``."""

from ._agent import export_agent
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
    "export_agent",
    "publish",
    "verify",
]

"""Import the libraries of optional extras at the point of use."""

import warnings
from types import ModuleType

from ...errors import MissingExtraError


def import_torch() -> ModuleType:
    """Import and return torch. Raises MissingExtraError if torch or torch-geometric is not installed."""
    try:
        import torch

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # torch-geometric still asks for torch.jit.script
            import torch_geometric  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("the graph network", "gnn") from error
    module: ModuleType = torch
    return module

"""The parts of riskgraph that are installed on request, imported where they are used."""

import warnings
from types import ModuleType

from ...errors import MissingExtraError


def import_torch() -> ModuleType:
    """Give torch; raise MissingExtraError where it or torch-geometric is not installed."""
    try:
        import torch

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # torch-geometric still asks for torch.jit.script
            import torch_geometric  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("the graph network", "gnn") from error
    module: ModuleType = torch
    return module

"""The parts of riskgraph that are installed on request, imported where they are used."""

from types import ModuleType

from ..errors import MissingExtraError


def import_torch() -> ModuleType:
    """Give torch; raise MissingExtraError where it or torch-geometric is not installed."""
    try:
        import torch
        import torch_geometric  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("the graph network", "gnn") from error
    module: ModuleType = torch
    return module

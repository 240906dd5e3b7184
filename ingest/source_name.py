"""Names of sources, compared so that two that look alike count as one."""

from .names.characters import fold_look_alikes, fold_name


def fold_source_name(name: str) -> str:
    """Fold a source's name: compatibility forms, white space, case, and letters that look like Latin ones."""
    return fold_look_alikes(fold_name(name))

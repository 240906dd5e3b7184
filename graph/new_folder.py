"""A folder that appears under its name once all of it is written."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Return a folder beside `target` that takes its name at the end; whatever ends the block before removes it."""
    part = Path(mkdtemp(prefix=".part-", dir=target.parent))
    try:
        yield part
        part.replace(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)  # nothing is left of it where it has its name

"""The query layer: answers over HTTP."""

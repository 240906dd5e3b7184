#!/usr/bin/env bash
# Pins and hashes the requirements: base (core, text, dev), gnn (torch), and uv itself.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-header --no-annotate "$@"
}
compile pyproject.toml --extra text --extra dev --output-file requirements/base.txt
compile pyproject.toml --constraint requirements/base.txt --output-file requirements/core.txt
compile requirements/gnn.in --constraint requirements/base.txt --output-file requirements/gnn.txt
echo uv | compile - --output-file requirements/uv.txt

#!/usr/bin/env bash
# Runs the tests of the one file that is mutated in this clone, against the clone's own files: the editable install of the
# interpreter in MUTANT_PYTHON leads to another tree, and only PYTHONPATH comes before it. Without a mutant, those of names.
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"
mutated=$(git diff --name-only -- ingest graph models | head -1)
case $mutated in
    graph/load/* | graph/read/*) tests=(tests/graph tests/api) ;;
    ingest/names/*) tests=(tests/ingest/names tests/ingest/test_identifiers.py tests/ingest/extract/test_link.py) ;;
    ingest/identifiers.py) tests=(tests/ingest/test_identifiers.py tests/ingest/cells tests/ingest/mapping) ;;
    ingest/*) tests=(tests/ingest/cells tests/ingest/mapping tests/ingest/records tests/ingest/sources tests/ingest/test_*.py) ;;
    models/*) tests=("tests/$(dirname "$mutated")") ;;
    *) tests=(tests/ingest/names) ;;
esac
engine='not engine'
[[ $mutated != graph/* ]] || engine='not neo4j'
export PYTHONPATH=$PWD/src
exec "${MUTANT_PYTHON:?}" -B -m pytest --exitfirst --quiet -p no:cacheprovider -m "$engine" "${tests[@]}"

#!/usr/bin/env bash
# Samples mutants in a clone: `clone.sh ROOMS NUMBER`, where ROOMS.toml beside this file names the rooms. MUTANT_PYTHON is
# the interpreter with the packages of the tests. Ends at once where the tests do not notice a mutant that they must.
set -euo pipefail
root=$(git rev-parse --show-toplevel)
rm -rf "$root/.mutants/tree"
git clone --quiet "$root" "$root/.mutants/tree"
cd "$root/.mutants/tree"
[ -d ../tools ] || "$MUTANT_PYTHON" -m venv ../tools
../tools/bin/python -m pip install --quiet cosmic-ray==8.7.0
bash tests/mutants/run.sh >../clean.log || { echo "the tests fail without a mutant: see .mutants/clean.log" >&2; exit 1; }
sed -i 's/0 <= percent <= 100/0 <= percent <= 101/' ingest/cells/clean.py
if bash tests/mutants/run.sh >../first.log; then
    echo "a broken line went unnoticed: do the tests import the clone's files? See .mutants/first.log" >&2
    exit 1
fi
git checkout --quiet ingest/cells/clean.py
rm -f ../session.sqlite
../tools/bin/cosmic-ray init "tests/mutants/$1.toml" ../session.sqlite
../tools/bin/python tests/mutants/sample.py ../session.sqlite "$2"
../tools/bin/cosmic-ray exec "tests/mutants/$1.toml" ../session.sqlite
../tools/bin/python tests/mutants/sample.py ../session.sqlite

#!/usr/bin/env bash
# Runs a command beside a Neo4j of its own and stops it afterwards: neo4j-server/with.sh COMMAND ...
# The command finds the server through RISKGRAPH_TEST_NEO4J_URI and RISKGRAPH_TEST_NEO4J_PASSWORD.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${NEO4J_FOLDER:-$here/../.neo4j}
mkdir -p "$folder"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
NEO4J_PASSWORD=$(python3 -c 'import secrets; print(secrets.token_hex(16))')
export NEO4J_PASSWORD
rm -rf "$folder/data" "$folder/server.log"
"$here/run.sh" "$folder" "$port" >"$folder/server.log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true' EXIT
for _ in $(seq 1 300); do
    grep -q 'ready$' "$folder/server.log" 2>/dev/null && break
    kill -0 $server 2>/dev/null || { echo "Neo4j did not start:" >&2; tail -n 20 "$folder/server.log" >&2; exit 1; }
    sleep 1
done
grep -q 'ready$' "$folder/server.log" || { echo "Neo4j did not get ready within 300 s" >&2; exit 1; }
RISKGRAPH_TEST_NEO4J_URI="bolt://127.0.0.1:$port" RISKGRAPH_TEST_NEO4J_PASSWORD=$NEO4J_PASSWORD "$@"

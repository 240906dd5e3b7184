#!/usr/bin/env bash
# Runs a real Neo4j Community 5.26 without Docker, in the foreground: needs Java 17 or later and Maven.
# Usage: NEO4J_PASSWORD=... neo4j-server/run.sh FOLDER [PORT]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
port=${2:-7687}
: "${NEO4J_PASSWORD:?set NEO4J_PASSWORD, at least 8 characters}"
for tool in java mvn; do
    command -v "$tool" >/dev/null || { echo "neo4j-server/run.sh needs $tool (Java 17 or later and Maven)" >&2; exit 2; }
done
mkdir -p "$folder/conf"
folder=$(cd "$folder" && pwd) # Neo4j takes a normalized path only
sed "s/7687/$port/" "$here/neo4j.conf" >"$folder/conf/neo4j.conf"
[ -d "$folder/lib" ] || {
    echo "fetching Neo4j's jars (about 120 MB)"
    rm -rf "$folder/lib.part"
    mvn --batch-mode --quiet -Dstyle.color=never --file "$here/pom.xml" dependency:copy-dependencies \
        -DoutputDirectory="$folder/lib.part" -DincludeScope=runtime
    mv "$folder/lib.part" "$folder/lib"
}
exec java -Xmx1g -Dfile.encoding=UTF-8 \
    --add-opens=java.base/java.nio=ALL-UNNAMED \
    --add-opens=java.base/java.io=ALL-UNNAMED \
    --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
    -cp "$folder/lib/*" "$here/Neo4jServer.java" "$folder"

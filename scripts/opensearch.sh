#!/bin/sh
# A node of OpenSearch on this machine, for tests and trials:
#
#   scripts/opensearch.sh java           says which Java it runs on
#   scripts/opensearch.sh fetch          gets it, once; later this needs no network
#   scripts/opensearch.sh run FOLDER     runs it with its data in FOLDER until it is told to end (SIGTERM, Ctrl-C)
#   scripts/opensearch.sh start FOLDER   starts it, waits until it answers, and says where
#   scripts/opensearch.sh stop FOLDER    ends what `start` started
#
# It is made of the artifacts that Maven serves, kept in OPENSEARCH_CACHE, and needs Java 21 or newer (JAVA_HOME,
# else the newest installed) and, to get it, mvn. Nobody asks for a password, so it listens on this machine alone.
# PORT=9200, TRANSPORT_PORT=9300, HEAP=512m; of several nodes that are one cluster each gets NODE=a its own name
# and SEEDS=127.0.0.1:9300,… the TRANSPORT_PORTs of all, with NODES=a,b,c their names.
set -eu

version=3.6.0
log4j=2.25.3
port=${PORT:-9200} transport=${TRANSPORT_PORT:-9300} heap=${HEAP:-512m} node=${NODE:-node}
# It will not run as root, and another user cannot read root's own cache.
if [ "$(id -u)" = 0 ]; then cache=/var/cache/newsarchive; else cache=${XDG_CACHE_HOME:-$HOME/.cache}/newsarchive; fi
home=${OPENSEARCH_CACHE:-$cache}/opensearch-$version

fail() {
    echo "$1" >&2
    exit 3
}

java_version() {
    "$1" -version 2>&1 | sed -n '1s/^[^"]*"\([0-9]*\).*/\1/p'
}

# JAVA_HOME's, else the newest that is installed; the folder that its `bin` is in.
find_java() {
    newest=0 found=''
    for folder in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [ -x "$folder/bin/java" ] || continue
        number=$(java_version "$folder/bin/java")
        [ "${number:-0}" -gt "$newest" ] || continue
        newest=$number found=$folder
        if [ "$folder" = "${JAVA_HOME:-}" ] && [ "$newest" -ge 21 ]; then break; fi
    done
    [ "$newest" -ge 21 ] || fail "OpenSearch needs Java 21 or newer: install it, or name it with JAVA_HOME=…"
    echo "$found"
}

fetch() {
    [ ! -e "$home/complete" ] || return 0
    command -v mvn >/dev/null || fail "OpenSearch is fetched by mvn, which is not installed (Debian: apt install maven)."
    rm -rf "$home"
    mkdir -p "$home"
    cat >"$home/pom.xml" <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>newsarchive</groupId><artifactId>node</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>
<dependency><groupId>org.opensearch</groupId><artifactId>opensearch</artifactId><version>$version</version></dependency>
<dependency><groupId>org.opensearch</groupId><artifactId>opensearch-agent-bootstrap</artifactId><version>$version</version></dependency>
<dependency><groupId>org.opensearch</groupId><artifactId>opensearch-plugin-classloader</artifactId><version>$version</version></dependency>
<dependency><groupId>org.opensearch.plugin</groupId><artifactId>transport-netty4-client</artifactId><version>$version</version></dependency>
<dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-core</artifactId><version>$log4j</version></dependency>
</dependencies></project>
XML
    JAVA_HOME=$java mvn -B -q -f "$home/pom.xml" dependency:copy-dependencies -DoutputDirectory="$home/lib" >"$home/log" 2>&1 ||
        fail "OpenSearch could not be fetched; $home/log says why."
    rm -f "$home"/lib/*-osx-* "$home"/lib/*-windows-*
    module=$home/modules/transport-netty4
    mkdir -p "$module" "$home/bin" "$home/plugins" "$home/extensions"
    mv "$home/lib/transport-netty4-client-$version.jar" "$module/"
    cat >"$module/plugin-descriptor.properties" <<TEXT
name=transport-netty4
description=How nodes and clients speak to it
version=$version
opensearch.version=$version
java.version=21
classname=org.opensearch.transport.Netty4ModulePlugin
has.native.controller=false
TEXT
    chmod -R a+rX "$(dirname "$home")"
    : >"$home/complete"
}

configure() {
    mkdir -p "$folder/config" "$folder/data" "$folder/logs"
    cat >"$folder/config/opensearch.yml" <<YAML
cluster.name: newsarchive
node.name: $node
path.data: $folder/data
path.logs: $folder/logs
network.host: 127.0.0.1
http.port: $port
transport.port: $transport
node.store.allow_mmap: false
action.auto_create_index: false
indices.query.bool.max_clause_count: 16384
YAML
    if [ -n "${SEEDS:-}" ]; then
        cat >>"$folder/config/opensearch.yml" <<YAML
discovery.seed_hosts: [$SEEDS]
cluster.initial_cluster_manager_nodes: [$NODES]
YAML
    else
        cat >>"$folder/config/opensearch.yml" <<YAML
discovery.type: single-node
cluster.routing.allocation.disk.threshold_enabled: false
YAML
    fi
    cat >"$folder/config/log4j2.properties" <<TEXT
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
TEXT
}

# Becomes the node. As root, it becomes one of `nobody`.
become() {
    set -- "$java/bin/java" -Xms"$heap" -Xmx"$heap" -XX:+UseSerialGC -XX:TieredStopAtLevel="${JIT:-4}" \
        -XX:-OmitStackTraceInFastThrow -Dfile.encoding=UTF-8 -Djna.nosys=true -Dio.netty.noUnsafe=true \
        -Dio.netty.noKeySetOptimization=true -Dio.netty.recycler.maxCapacityPerThread=0 \
        -Dio.netty.allocator.numDirectArenas=0 -Dlog4j.shutdownHookEnabled=false -Dlog4j2.disable.jmx=true \
        -Djava.io.tmpdir="$folder/logs" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
        -Dopensearch.path.home="$home" -Dopensearch.path.conf="$folder/config" -Dopensearch.distribution.type=tar \
        -cp "$home/lib/*" org.opensearch.bootstrap.OpenSearch
    cd "$folder"
    if [ "$(id -u)" = 0 ]; then
        chown -R nobody "$folder"
        exec setpriv --reuid nobody --regid "$(id -g nobody)" --clear-groups "$@"
    fi
    exec "$@"
}

answers() {
    python3 -c "import urllib.request as r; r.urlopen('http://127.0.0.1:$port/_cluster/health?wait_for_status=yellow&timeout=5s', timeout=9)" 2>/dev/null
}

await() {
    for _ in $(seq 120); do
        if answers; then
            echo "http://127.0.0.1:$port"
            return
        fi
        kill -0 "$1" 2>/dev/null || fail "OpenSearch did not start: $(tail -n 3 "$folder/logs/said")"
        sleep 0.5
    done
    fail "OpenSearch does not answer; $folder/logs/said says more."
}

[ $# -ge 1 ] || fail "java, fetch, run FOLDER, start FOLDER or stop FOLDER?"
[ "$1" = fetch ] || [ "$1" = java ] || folder=${2:?"which folder?"}
case $1 in
java) find_java ;;
fetch)
    java=$(find_java)
    fetch
    echo "$home"
    ;;
run | start)
    java=$(find_java)
    fetch
    mkdir -p "$folder"
    folder=$(cd "$folder" && pwd)
    configure
    [ "$1" != run ] || become
    become >"$folder/logs/said" 2>&1 &
    echo $! >"$folder/pid"
    await $!
    ;;
stop)
    pid=$(cat "$folder/pid") || fail "Nothing was started in $folder."
    kill "$pid" 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
    rm "$folder/pid"
    ;;
*) fail "java, fetch, run FOLDER, start FOLDER or stop FOLDER?" ;;
esac

#!/bin/sh
# Makes what docker-compose.cluster.yml mounts into the search nodes, once, in deploy/cluster: certificates that an
# authority of our own signs, and the one user that the archive is, with OPENSEARCH_PASSWORD of .env. What signs, and
# the key that may do everything to a cluster, stay in deploy/authority: keep them elsewhere.
set -eu
cd "$(dirname "$0")/.."
folder=deploy/cluster authority=deploy/authority
image=opensearchproject/opensearch:3.6.0
days=1825

[ ! -e "$folder/internal_users.yml" ] || exit 0
. ./.env
: "${OPENSEARCH_PASSWORD:?set it in .env}"
umask 022
mkdir -p "$folder" "$authority"

signed() { # NAME SUBJECT EXTENSION…
    name=$1 subject=$2
    shift 2
    openssl req -new -newkey rsa:2048 -nodes -subj "$subject" -keyout "$folder/$name.key" -out "$folder/$name.csr" 2>/dev/null
    printf '%s\n' "$@" >"$folder/$name.ext"
    openssl x509 -req -in "$folder/$name.csr" -CA "$folder/authority.pem" -CAkey "$authority/authority.key" \
        -CAserial "$authority/serial" -CAcreateserial -days $days -extfile "$folder/$name.ext" -out "$folder/$name.pem" 2>/dev/null
    rm "$folder/$name.csr" "$folder/$name.ext"
}

openssl req -x509 -newkey rsa:2048 -nodes -days $days -subj "/O=newsarchive/CN=authority" \
    -keyout "$authority/authority.key" -out "$folder/authority.pem" 2>/dev/null
for node in node-1 node-2 node-3; do
    signed "$node" "/O=newsarchive/CN=$node" "subjectAltName=DNS:$node,DNS:localhost,IP:127.0.0.1" \
        "extendedKeyUsage=serverAuth,clientAuth"
done
signed admin "/O=newsarchive/CN=admin" "extendedKeyUsage=clientAuth"
mv "$folder/admin.key" "$folder/admin.pem" "$authority/"
chmod 700 "$authority"

hash=$(printf '%s\n' "$OPENSEARCH_PASSWORD" | docker run --rm --interactive --entrypoint sh "$image" -c \
    'read -r password && sh plugins/opensearch-security/tools/hash.sh -p "$password"' | tail -n 1)
cat >"$folder/internal_users.yml" <<YAML
_meta:
  type: internalusers
  config_version: 2
archive:
  hash: "$hash"
  reserved: true
  backend_roles: [admin]
YAML
# The image's user has this number; whoever else runs this gives it the folder.
[ "$(id -u)" != 0 ] || chown -R 1000 "$folder"

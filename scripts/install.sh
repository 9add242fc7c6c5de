#!/bin/sh
# Makes .venv and puts into it what pyproject.toml asks for: `install.sh [EXTRA…]`. Does nothing, and needs no
# network, when it is there already. PYTHON=… chooses the Python.
set -eu
cd "$(dirname "$0")/.."

fail() {
    echo "$1" >&2
    exit 1
}

# The first Python that is new enough and can make environments; else the reason why none will do.
find_python() {
    too_old='' incomplete=''
    for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        version=$("$python" -c 'import platform; print(platform.python_version())' 2>/dev/null) || continue
        if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            too_old="$version"
        elif ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
            incomplete="$version"
        else
            echo "$python"
            return
        fi
    done
    [ -z "$incomplete" ] || fail "Python $incomplete cannot make virtual environments: install its venv module (Debian, Ubuntu: apt install python3-venv)."
    [ -z "$too_old" ] || fail "The archive needs Python 3.11 or newer, and finds only $too_old: install a newer one, or name it with PYTHON=…"
    fail "The archive needs Python 3.11 or newer, and finds none: install it (Debian, Ubuntu: apt install python3 python3-venv), or name it with PYTHON=…"
}

# An environment whose Python is gone, or that was left half made, is made anew.
if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    python=$(find_python)
    echo "Making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi
exec .venv/bin/python scripts/install.py "$@"

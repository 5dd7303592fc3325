#!/bin/sh
# Make the environment in .venv with the first Python of 3.11 or later. Usage: scripts/venv.sh [PYTHON]
# Exit 1 with one sentence when there is none, or when it cannot make environments.
set -eu

fits() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

chosen=""
for candidate in ${1:+"$1"} python3 python3.14 python3.13 python3.12 python3.11; do
    if fits "$candidate"; then
        chosen=$candidate
        break
    fi
    if [ -n "${1:-}" ]; then
        echo "PYTHON=$1 is not a Python of 3.11 or later. Name another: make setup PYTHON=/path/to/python3" >&2
        exit 1
    fi
done
if [ -z "$chosen" ]; then
    echo "Second Hometown needs Python 3.11 or later, and none was found. Install one, or name it: make setup PYTHON=/path/to/python3" >&2
    exit 1
fi
if ! "$chosen" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    echo "$chosen cannot make environments. On Debian and Ubuntu: apt install python3-venv" >&2
    exit 1
fi
"$chosen" -m venv --clear .venv

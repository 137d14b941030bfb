#!/usr/bin/env bash
# The project's own uv. It looks for packages where this machine's pip does, and uses the Python it is given.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
from_pip() { "${PYTHON:-python3}" -m pip config list 2>/dev/null | sed -nE "s/^[^=]*\.$1='(.*)'$/\1/p" | tail -n 1; }

if [[ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]]; then
    index=$(from_pip index-url)
    [[ -z $index ]] || export UV_DEFAULT_INDEX=$index
fi
if [[ -z "${SSL_CERT_FILE:-}" ]]; then
    certificates=$(from_pip cert)
    [[ -z $certificates ]] || export SSL_CERT_FILE=$certificates
fi
export UV_PYTHON_DOWNLOADS=never UV_HTTP_TIMEOUT=180
exec "$here/.make/uv/bin/uv" "$@"

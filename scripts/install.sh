#!/usr/bin/env bash
# One step of set-up: runtime, dev, front or static. Its stamp in .make/ is written last, so a step cut short is done again.
set -euo pipefail
cd "$(dirname "$0")/.."
step=$1
mkdir -p .make
export PYTHON=$2
uv() { scripts/uv.sh --quiet "$@"; }

# An environment that is half made, of another Python, or that moved house, is made anew.
environment() {
    if [[ -e .make/unfinished || $(cat .venv/.home 2>/dev/null) != "$PWD" ]] || ! .venv/bin/python -c pass 2>/dev/null; then
        rm -rf .venv .make/runtime .make/dev
        uv venv --python "$PYTHON" .venv
        echo "$PWD" >.venv/.home
    fi
    touch .make/unfinished
}

closeknit_itself() {
    uv pip install --python .venv/bin/python --no-deps --no-build-isolation --editable .
    rm .make/unfinished
}

case $step in
runtime)
    echo "Setting up: Python packages"
    environment
    uv pip install --python .venv/bin/python --require-hashes -r requirements/runtime.txt
    closeknit_itself
    ;;
dev)
    echo "Setting up: Python packages for building and testing"
    environment
    uv pip sync --python .venv/bin/python --require-hashes requirements/dev.txt
    closeknit_itself
    ;;
front)
    echo "Setting up: front-end packages"
    npm ci --loglevel=error --no-progress >/dev/null
    "$PYTHON" scripts/vendor.py
    ;;
static)
    echo "Setting up: style sheets, scripts and pictures"
    rm -rf build/static
    CLOSEKNIT_DATA=build/collecting .venv/bin/python -m closeknit collectstatic --verbosity 0 --no-input
    rm -rf build/collecting
    ;;
esac
touch ".make/$step"

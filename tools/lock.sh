#!/bin/sh
# Rewrite requirements/*.txt and package-lock.json from pyproject.toml and package.json.
# Locked versions stay as they are unless --upgrade is given.
#
#   tools/lock.sh [--upgrade]
#
# Only the public index is asked (settings of this machine are left aside), and no lock names a
# host: whoever installs decides where from, the hashes decide what.
set -eu
cd "$(dirname "$0")/.."
UV=${QUIZ_VENV:-.venv}/bin/uv
[ -x "$UV" ] || UV=uv
unset UV_DEFAULT_INDEX UV_INDEX UV_INDEX_URL UV_EXTRA_INDEX_URL UV_FIND_LINKS

lock() { # lock NAME [option...]
  name=$1
  shift
  echo "Locking requirements/$name.txt"
  "$UV" pip compile --quiet --no-config --system-certs --universal --python-version 3.11 \
    --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
    --custom-compile-command tools/lock.sh --output-file "requirements/$name.txt" "$@" >/dev/null
}

lock run pyproject.toml ${1+"$1"}
# One environment serves and tests, so what both need must have one version.
lock dev --group dev --constraints requirements/run.txt pyproject.toml ${1+"$1"}
lock node --group node ${1+"$1"}
lock pip --group pip ${1+"$1"}
echo "Locking package-lock.json"
npm install --package-lock-only --loglevel=error

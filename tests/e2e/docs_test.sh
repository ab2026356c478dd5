#!/usr/bin/env bash
# Runs every ```sh block of README.md and docs/, each as a script of its own,
# against a running server.
#
#   docs_test.sh OILFLOWD OILFLOW SOURCE_DIR
set -euo pipefail
oilflowd=$1
PATH="$(dirname "$2"):$(dirname "$1"):$PATH"
export PATH
cd "$3"

scratch=$(mktemp -d)
"$oilflowd" --listen 127.0.0.1:0 --port-file "$scratch/port" \
  2>"$scratch/log" &
server=$!
stop() {
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  rm -rf "$scratch"
}
trap stop EXIT
for _ in $(seq 100); do
  [ -s "$scratch/port" ] && break
  sleep 0.1
done
OILFLOW_SERVER="127.0.0.1:$(cat "$scratch/port")"
export OILFLOW_SERVER

awk -v out="$scratch" '
  /^```sh$/ { inside = 1; file = sprintf("%s/%03d.block", out, ++count);
              printf "# %s:%d\n", FILENAME, FNR > file; next }
  /^```/ { if (inside) close(file); inside = 0; next }
  inside { print > file }
' README.md docs/*.md

run=0
failed=0
for block in "$scratch"/*.block; do
  run=$((run + 1))
  if ! timeout 120 bash -euo pipefail "$block" >"$scratch/out" 2>&1; then
    failed=$((failed + 1))
    echo "this does not run:"
    cat "$block"
    tail -n 5 "$scratch/out"
  fi
done
# The page that says how it is made.
if ! oilflow backtest -o md | diff docs/backtest.md - >"$scratch/out"; then
  failed=$((failed + 1))
  echo "docs/backtest.md is not what oilflow backtest -o md gives:"
  head -n 10 "$scratch/out"
fi
echo "$run blocks, $failed failed"
[ "$failed" -eq 0 ] && [ "$run" -ge 10 ]

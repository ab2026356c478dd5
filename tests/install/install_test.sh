#!/usr/bin/env bash
# Installs into an empty folder, checks what is there, runs the installed client,
# and builds and runs a stranger's program against oilflow::engine.
#
#   install_test.sh BUILD_DIR SOURCE_DIR
set -euo pipefail
build=$1
source=$2
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
cmake --install "$build" --prefix "$prefix/usr" >/dev/null
for file in bin/oilflow bin/oilflowd \
  include/oilflow/service/evaluation/evaluate.h \
  share/oilflow/proto/oilflow/v1/evaluation_service.proto \
  share/oilflow/fixtures/region/facts.csv; do
  [ -e "$prefix/usr/$file" ] || { echo "not installed: $file"; exit 1; }
done
"$prefix/usr/bin/oilflow" evaluate restart-185 --local -o csv >"$prefix/answer"
grep -q '^ledger,net,' "$prefix/answer"
cmake -S "$source/tests/install/consumer" -B "$prefix/consumer" -G Ninja \
  -DCMAKE_PREFIX_PATH="$prefix/usr" >/dev/null
cmake --build "$prefix/consumer" >/dev/null
"$prefix/consumer/consumer"

#!/bin/sh
# Builds every contestant and lets them take turns: run.sh [ROUNDS [EVENTS]]
set -eu
cd "$(dirname "$0")"
target="${CARGO_TARGET_DIR:-$PWD/target}"
export CARGO_TARGET_DIR="$target"
cargo build --quiet --release
cargo build --quiet --release --manifest-path peer/Cargo.toml
exec "$target/release/compare" "$target/release/ours" "$target/release/peer" "$@"

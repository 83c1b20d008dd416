# Sourced by check-docs and check-web-ui. What both need: Chromium, from Debian; what drives it, from
# npm, kept in a cache folder outside the repository; and a stack of their own to look at.

missing=
for tool in node:nodejs npm:npm curl:curl chromium:chromium; do
  command -v "${tool%:*}" > /dev/null || missing="$missing ${tool#*:}"
done
if [ -n "$missing" ]; then
  if ! { apt-get update && apt-get install -y --no-install-recommends $missing; } > /dev/null 2>&1
  then
    echo "To look at pages in a browser, install$missing." >&2
    exit 1
  fi
fi
tools=${XDG_CACHE_HOME:-$HOME/.cache}/enrichment-docs/1
if [ ! -d "$tools/node_modules/playwright-core" ]; then
  npm install --loglevel=error --prefix "$tools" playwright-core@1.65.1 > /dev/null
fi
make -s standalone/target/built

folder=$(mktemp -d)
started=
trap 'for one in $started; do kill "$one" 2> /dev/null || true; done
  for one in $started; do wait "$one" 2> /dev/null || true; done; rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM

# Starts the stack with the environment that it is called with; its output is in $folder/log. Sets
# url to where its API is.
start_stack() {
  DATA_DIR="$folder/data" HTTP_PORT=0 TEMPORAL_UI_PORT="${TEMPORAL_UI_PORT:-18233}" \
    bin/standalone run > "$folder/log" 2>&1 &
  server=$!
  started="$started $server"
  for _ in $(seq 120); do
    url=$(sed -n 's/.*API  *\(http:.*\)\/api\/v2$/\1/p' "$folder/log")
    [ -z "$url" ] || break
    kill -0 "$server" 2> /dev/null || break
    sleep 1
  done
  if [ -z "$url" ]; then
    cat "$folder/log" >&2
    exit 1
  fi
}

# browse SCRIPT ARGUMENT…: runs a script that drives the browser.
browse() {
  NODE_PATH="$tools/node_modules" CHROMIUM="$(command -v chromium)" PROFILE="$folder/profile" \
    node "$@"
}

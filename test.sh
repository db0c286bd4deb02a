#!/usr/bin/env bash
# Installs what the tests need, builds with warnings as errors, checks formatting, runs every test.
# Needs the .NET SDK; on Debian everything else is installed from its packages. Closes with: N passed, N failed, N skipped
set -euo pipefail
cd "$(dirname "$0")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
configuration=Release

install() { # command, Debian packages that bring it
    command -v "$1" >/dev/null && return
    local command=$1
    shift
    echo "Installing $*, because there is no $command here."
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq "$@" >/dev/null
}

# The published sample client of the vendor protocol runs on Node with the package "ws".
install node nodejs
install npm npm
(cd tests/Boop.EndToEnd.Tests/SeedClient && npm install --no-package-lock --no-audit --no-fund --silent)

# The store on PostgreSQL is tested on servers that the tests start themselves; Debian keeps their programs off the path.
if ! compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; then
    install postgres postgresql
fi

# Three nodes of a cluster are tested behind it; Debian keeps it off a user's path, and the tests start one of their own.
if [ ! -x /usr/sbin/haproxy ]; then
    install haproxy haproxy
fi

# The try-it page is tested in a real browser.
install chromium chromium

# Native AOT links with the system's compiler.
if ! command -v gcc >/dev/null; then
    install clang clang zlib1g-dev
fi

echo "Building."
dotnet build Boop.slnx -c "$configuration" -warnaserror --nologo -v quiet

echo "Publishing the Quickstart as native code, which proves the SDK free of reflection."
case "$(uname -m)" in aarch64) runtime=linux-arm64 ;; *) runtime=linux-x64 ;; esac
dotnet publish samples/Quickstart -c "$configuration" -r "$runtime" -p:PublishAot=true -warnaserror \
    -o artifacts/native/Quickstart --nologo -v quiet

echo "Packing the vendor's SDK, which checks its readme, its icon and its surface."
for project in Boop.Protocol Boop.Client; do
    dotnet pack "src/$project" -c "$configuration" --no-build -warnaserror -o artifacts/packages --nologo -v quiet
done

echo "Publishing the server, whose page is tested as it is installed elsewhere."
dotnet publish src/Boop.Server -c "$configuration" -warnaserror --nologo -v quiet

echo "Checking the format."
dotnet format whitespace Boop.slnx --verify-no-changes --no-restore

echo "Running the tests."
output=$(mktemp)
trap 'rm -f "$output"' EXIT
status=0
dotnet test --solution Boop.slnx -c "$configuration" --no-build --no-progress --no-ansi --max-parallel-test-modules 2 2>&1 | tee "$output" || status=$?

count() { awk -v name="$1:" '$1 == name { n = $2 } END { print n + 0 }' "$output"; }
echo "$(count succeeded) passed, $(count failed) failed, $(count skipped) skipped"
exit "$status"

#!/bin/sh
# Install the system packages that the end-to-end tests need: editors, and what shows them where there is no screen.
# Does nothing when all is there. Ends with an error only in CI: elsewhere the tests of a missing editor are skipped.
set -eu

# Each line: what tells that a package is there (a command, or a file), and the package of Debian.
needed() {
    cat <<END
chromium chromium
emacs emacs-nox
/usr/share/emacs/site-lisp/elpa-src/eglot-[0-9]* elpa-eglot
/usr/share/emacs/site-lisp/elpa-src/lsp-mode-[0-9]* elpa-lsp-mode
vim vim-nox
/usr/share/vim-ale vim-ale
kate kate
Xvfb xvfb
END
}

is_there() {
    case $1 in
        /*) set -- $1 && test -e "$1" ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

missing=$(needed | while read -r sign package; do is_there "$sign" || echo "$package"; done | tr '\n' ' ')
test -n "$missing" || exit 0

give_up() {
    echo "The end-to-end tests lack ${missing% }: $1" >&2
    test -z "${CI:-}"
    exit
}

command -v apt-get >/dev/null || give_up "install what corresponds to these packages of Debian."
if test "$(id -u)" -eq 0; then
    root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    root=sudo
else
    give_up "run this as root, or install them."
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "Installing ${missing% }" >&2
if ! { $root apt-get update -q && DEBIAN_FRONTEND=noninteractive $root apt-get install -q -y --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    give_up "apt-get could not install them, see above."
fi

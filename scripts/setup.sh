#!/usr/bin/env bash
# Make .venv from uv.lock and see to a browser. With --test, everything the checks need as well; with --airflow, Airflow.
# Says what it does and, where it cannot go on, what to install.
set -euo pipefail
cd "$(dirname "$0")/.."

with_tests=false
[ "${1:-}" = "--test" ] && with_tests=true
extras=()
[ "${1:-}" = "--airflow" ] && extras=(--extra airflow)

say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

find_python() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  fail "needs Python 3.11 or newer: install the package python3"
}

# As root, or by a sudo that asks nothing; fails quietly where neither is there.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else command -v sudo >/dev/null && sudo -n "$@"; fi
}

apt_install() {
  command -v apt-get >/dev/null && as_root true 2>/dev/null || return 1
  say "installing $* with apt-get"
  as_root apt-get update -qq >/dev/null 2>&1 || true
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

# uv from the PATH, else from PyPI into a small environment of its own.
find_uv() {
  if command -v uv >/dev/null; then command -v uv; return; fi
  local home=.venv-uv
  if [ ! -x "$home/bin/uv" ]; then
    say "fetching uv from PyPI"
    "$python" -m venv "$home" >/dev/null 2>&1 \
      || { rm -rf "$home"; apt_install python3-venv && "$python" -m venv "$home" >/dev/null; } \
      || fail "needs uv, or Python's venv to fetch it: install the package python3-venv"
    "$home/bin/python" -m pip install --quiet --disable-pip-version-check 'uv>=0.8' || fail "could not fetch uv from PyPI"
  fi
  echo "$PWD/$home/bin/uv"
}

has_browser() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null && return 0
  done
  compgen -G "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}/chromium*/*/*chrome*" >/dev/null
}

see_to_browser() {
  has_browser && return
  say "no Chromium or Chrome found: asking Playwright for one"
  .venv/bin/playwright install chromium >/dev/null 2>&1 && return
  apt_install chromium && has_browser && return
  fail "no browser: install Chromium or Chrome (Debian: apt-get install chromium) and run again"
}

has_new_jdk() {
  .venv/bin/python -c 'from tests.servers.jdk import find_jdk; find_jdk()' 2>/dev/null
}

# A real Elasticsearch for the tests of the server store. Without it they are skipped, or fail where CI is set.
see_to_elasticsearch() {
  [ -z "${COMPOUNDWATCH_TEST_ELASTICSEARCH:-}" ] || return 0
  command -v mvn >/dev/null || apt_install maven || true
  has_new_jdk || apt_install openjdk-21-jdk-headless || apt_install openjdk-25-jdk-headless || true
  .venv/bin/python -m tests.servers || say "the tests that need it will be skipped, by name"
}

has_postgresql() {
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null
}

# The programs of PostgreSQL: tests of the state database start a server of their own. Without them as above.
see_to_postgresql() {
  [ -z "${COMPOUNDWATCH_TEST_POSTGRESQL:-}" ] || return 0
  has_postgresql && return
  apt_install postgresql && has_postgresql && return
  say "no PostgreSQL for tests: install it (Debian: apt-get install postgresql); tests that need it will be skipped, by name"
}

# Celery's broker, for the test of an Airflow on several machines; as above.
see_to_redis() {
  command -v redis-server >/dev/null && return
  apt_install redis-server && command -v redis-server >/dev/null && return
  say "no Redis for tests: install it (Debian: apt-get install redis-server); tests that need it will be skipped, by name"
}

has_postfix() { [ -x /usr/lib/postfix/sbin/master ]; }

# A real Postfix for one test of mails and delivery reports. It is not put in the place of another mail server, and without
# settings of its own the system starts none.
see_to_postfix() {
  has_postfix && return
  if ! command -v sendmail >/dev/null && command -v debconf-set-selections >/dev/null; then
    echo 'postfix postfix/main_mailer_type select No configuration' | as_root debconf-set-selections || true
    apt_install postfix && has_postfix && return
  fi
  say "no Postfix for tests: install it (Debian: apt-get install postfix); tests that need it will be skipped, by name"
}

has_fonts() {
  command -v fc-list >/dev/null && [ -n "$(fc-list :lang=th family)" ] && [ -n "$(fc-list :lang=zh-cn family)" ] && [ -n "$(fc-list :lang=ur family)" ]
}

# Without them a browser draws boxes for most scripts of our adverts, and the pictures of digests show nothing.
see_to_fonts() {
  has_fonts && return
  apt_install fontconfig fonts-noto-core fonts-noto-cjk && has_fonts && return
  say "no fonts for Thai, Chinese and Urdu: install them (Debian: apt-get install fonts-noto-core fonts-noto-cjk); pictures will show boxes"
}

python=$(find_python)
uv=$(find_uv)
export UV_PYTHON="$python" UV_PYTHON_DOWNLOADS=never
if $with_tests; then
  "$uv" sync --frozen --quiet --all-groups --all-extras
else
  "$uv" sync --frozen --quiet --inexact --no-dev "${extras[@]}"
fi
see_to_browser
if $with_tests; then see_to_elasticsearch; see_to_postgresql; see_to_redis; see_to_postfix; see_to_fonts; fi
.venv/bin/python -m compoundwatch.pipeline.prepare

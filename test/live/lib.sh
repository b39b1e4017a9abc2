# What the scripts of real servers share. Source it; do not run it.
set -euo pipefail

live=${MIACHAT_LIVE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/miachat-live}
mkdir -p "$live"
live=$(cd "$live" && pwd)

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }
trap 'say "${0##*/}: failed in line $LINENO"' ERR
# Reads all of its input, so that the writer of a pipe never dies of SIGPIPE (grep -q would stop early).
has() { grep "$@" >/dev/null; }
need() { for tool; do command -v "$tool" >/dev/null || die "$tool is missing"; done; }

# venv DIR REQUIREMENT... : a virtual environment that holds exactly these requirements.
# Stamped last, so that a broken install never counts as done; locked, so that two runs at once install it once.
venv() {
  local dir=$1; shift
  need python3 flock
  mkdir -p "$(dirname "$dir")"
  exec 9> "$dir.lock"
  flock 9
  if [[ ! -f $dir/.stamp || $(<"$dir/.stamp") != "$*" ]]; then
    rm -rf "$dir"
    python3 -m venv "$dir"
    "$dir/bin/pip" install --quiet --disable-pip-version-check "$@"
    printf '%s' "$*" > "$dir/.stamp"
  fi
  exec 9>&-
}

# A pid file holds the pid and the start time of the process, so that a reused pid is never taken for ours.
born() { sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
record() { echo "$2 $(born "$2")" > "$1"; }
alive() {
  local pid start
  [[ -f $1 ]] && read -r pid start < "$1" && [[ -n $start && $(born "$pid" || true) == "$start" ]]
}

# background PIDFILE LOGFILE COMMAND... : own session, so that stop reaches the children too.
background() {
  local pid_file=$1 log=$2; shift 2
  if alive "$pid_file"; then die "already running, see $pid_file"; fi
  setsid "$@" > "$log" 2>&1 < /dev/null &
  record "$pid_file" $!
}

# wait_http URL PIDFILE LOGFILE SECONDS : our process must live on, else someone else answered on the port.
wait_http() {
  local end=$((SECONDS + $4))
  until curl --silent --fail --noproxy '*' --max-time 2 --output /dev/null "$1" && sleep 0.1 && alive "$2"; do
    alive "$2" || { tail -n 20 "$3" >&2; rm -f "$2"; die "it ended while starting, see $3"; }
    (( SECONDS < end )) || { tail -n 20 "$3" >&2; stop_pid "$2"; die "not up after $4 s, see $3"; }
    sleep 0.1
  done
}

# stop_pid PIDFILE : TERM to the process group, KILL to what is left after 15 s.
stop_pid() {
  if alive "$1"; then
    local pid; read -r pid _ < "$1"
    kill -TERM -- "-$pid" 2>/dev/null || true
    for _ in $(seq 150); do kill -0 -- "-$pid" 2>/dev/null || break; sleep 0.1; done
    kill -KILL -- "-$pid" 2>/dev/null || true
  fi
  rm -f "$1"
}

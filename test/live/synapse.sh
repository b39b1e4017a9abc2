#!/usr/bin/env bash
# Matrix Synapse (PyPI, SQLite) on loopback. SYNAPSE_PORT and SYNAPSE_DATA (a folder) let several run at once.
# synapse.sh install | start [relaxed|default] | register NAME PASSWORD [--admin] | stop | reset | check
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

version=1.163.2
profile=${PROFILE:-relaxed}
[[ ${1:-} == start && -n ${2:-} ]] && profile=$2
[[ $profile == relaxed || $profile == default ]] || die "profile must be relaxed or default"
port=${SYNAPSE_PORT:-$([[ $profile == relaxed ]] && echo 18008 || echo 18009)}
url=http://127.0.0.1:$port
dir=$live/synapse; env=$dir/venv; data=${SYNAPSE_DATA:-$dir/$profile}
pid=$data/pid; log=$data/out.log; secret=live-test

configure() {
  mkdir -p "$data/media"
  cat > "$data/homeserver.yaml" <<YAML
server_name: localhost
public_baseurl: $url/
pid_file: $data/homeserver.pid
report_stats: false
listeners:
  - port: $port
    bind_addresses: ['127.0.0.1']
    type: http
    tls: false
    resources: [{ names: [client], compress: false }]
database:
  name: sqlite3
  args: { database: $data/homeserver.db }
media_store_path: $data/media
signing_key_path: $data/signing.key
log_config: $data/log.yaml
registration_shared_secret: $secret
macaroon_secret_key: $secret-macaroon
form_secret: $secret-form
enable_registration: true
enable_registration_without_verification: true
federation_domain_whitelist: []
trusted_key_servers: []
suppress_key_server_warning: true
url_preview_enabled: false
presence: { enabled: false }
bcrypt_rounds: 4
YAML
  [[ $profile == default ]] || cat >> "$data/homeserver.yaml" <<'YAML'
rc_message: &free { per_second: 10000, burst_count: 10000 }
rc_registration: *free
rc_registration_token_validity: *free
rc_login: { address: *free, account: *free, failed_attempts: *free }
rc_admin_redaction: *free
rc_joins: { local: *free, remote: *free }
rc_joins_per_room: *free
rc_invites: { per_room: *free, per_user: *free, per_issuer: *free }
rc_3pid_validation: *free
rc_room_creation: *free
rc_media_create: *free
rc_key_requests: *free
rc_presence: { per_user: *free }
rc_delayed_event_mgmt: *free
rc_reports: *free
rc_user_directory: *free
rc_profile: *free
rc_third_party_invite: *free
YAML
  cat > "$data/log.yaml" <<YAML
version: 1
formatters: { plain: { format: '%(asctime)s %(levelname)s %(name)s %(message)s' } }
handlers: { file: { class: logging.FileHandler, formatter: plain, filename: $data/homeserver.log } }
root: { level: WARNING, handlers: [file] }
disable_existing_loggers: false
YAML
}

case ${1:-} in
  install) need curl setsid; [[ -d /proc/self ]] || die "/proc is missing"; venv "$env" "matrix-synapse==$version" ;;
  start)
    "$0" install >&2
    configure
    [[ -f $data/signing.key ]] || "$env/bin/python" -m synapse.app.homeserver -c "$data/homeserver.yaml" --generate-keys >&2
    background "$pid" "$log" "$env/bin/python" -m synapse.app.homeserver -c "$data/homeserver.yaml"
    wait_http "$url/health" "$pid" "$log" 60
    echo "$url"
    ;;
  register)
    "$env/bin/python" - "$url" "$secret" "${@:2}" <<'PY'
import hashlib, hmac, json, sys, urllib.request
url, secret, name, password, *rest = sys.argv[1:]
admin = '--admin' in rest
route = url + '/_synapse/admin/v1/register'
nonce = json.load(urllib.request.urlopen(route))['nonce']
text = '\0'.join([nonce, name, password, 'admin' if admin else 'notadmin'])
body = {'nonce': nonce, 'username': name, 'password': password, 'admin': admin,
        'mac': hmac.new(secret.encode(), text.encode(), hashlib.sha1).hexdigest()}
print(urllib.request.urlopen(route, json.dumps(body).encode()).read().decode())
PY
    ;;
  stop) stop_pid "$pid" ;;
  reset) stop_pid "$pid"; rm -rf "$data" ;;
  check)
    "$0" start "$profile" >/dev/null
    trap '"$0" stop' EXIT
    field() { python3 -c 'import json,sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
    api() { curl --silent --show-error --fail-with-body --noproxy '*' -H "authorization: Bearer $1" "${@:2}"; }
    run=$(date +%s)
    alice=$("$0" register "alice$run" pw | field access_token)
    bob=$("$0" register "bob$run" pw | field access_token)
    room=$(api "$alice" "$url/_matrix/client/v3/createRoom" -d "{\"invite\":[\"@bob$run:localhost\"],\"preset\":\"private_chat\"}" | field room_id)
    api "$bob" -X POST "$url/_matrix/client/v3/join/$room" -d '{}' >/dev/null
    api "$alice" -X PUT "$url/_matrix/client/v3/rooms/$room/send/m.room.message/t1" -d '{"msgtype":"m.text","body":"hello"}' >/dev/null
    api "$bob" "$url/_matrix/client/v3/rooms/$room/messages?dir=b&limit=1" | has '"body":"hello"'
    echo "synapse $profile ok"
    ;;
  *) die "usage: $0 install | start [relaxed|default] | register NAME PASSWORD [--admin] | stop | reset | check" ;;
esac

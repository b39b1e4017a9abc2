import { spawnSync } from 'node:child_process';

/**
 * A command line that runs another one where no network is but this computer itself: whatever the bot's own rules miss, the kernel stops.
 * Undefined: the system does not let us (no Linux, no user namespaces, no `ip`).
 */
export function loopbackOnly(): readonly string[] | undefined {
  const line = ['unshare', '--map-current-user', '--keep-caps', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
  const [command = '', ...args] = line;
  return spawnSync(command, [...args, 'true']).status === 0 ? line : undefined;
}

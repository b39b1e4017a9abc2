import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What the folder of a server is called, before what makes it its own. */
export const folderPrefix = 'miachat-synapse-';

/** When a process began, in ticks since the machine did: a number that is used again is never taken for the same. Undefined: there is none. */
function bornAt(pid: string): string | undefined {
  try {
    // The name stands in brackets and may hold any character.
    return readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ')[19];
  } catch {
    return undefined;
  }
}

/** Says in a server's folder who will stop it. */
export function claimFolder(folder: string): void {
  writeFileSync(join(folder, 'owner'), `${process.pid} ${bornAt(String(process.pid)) ?? ''}`);
}

/** Undefined: nobody has said so yet, so somebody may be about to. */
function isOwned(folder: string): boolean | undefined {
  try {
    const [pid = '', born = ''] = readFileSync(join(folder, 'owner'), 'utf8').split(' ');
    return bornAt(pid) === born;
  } catch {
    return undefined;
  }
}

/** Stops what runs of these tests that were killed have left, and takes it away; `stop` has to make sure whose process it is. Resolves to how many. */
export async function stopStale(parent: string, stop: (folder: string) => Promise<void>): Promise<number> {
  const mine = process.getuid?.();
  const folders = readdirSync(parent).filter((name) => name.startsWith(folderPrefix));
  let count = 0;
  for (const folder of folders.map((name) => join(parent, name))) {
    if (statSync(folder, { throwIfNoEntry: false })?.uid !== mine || isOwned(folder) !== false) continue;
    await stop(folder);
    await rm(folder, { recursive: true, force: true });
    count += 1;
  }
  return count;
}

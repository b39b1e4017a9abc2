import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { keyWrong } from './failures.ts';
import type { KeyRing } from './key-ring.ts';
import { readKeyRing } from './read-key-ring.ts';

const head = '# Keys of the secrets in the database beside this file. Keep a copy somewhere else: without it they cannot be read.';
/** Rights of the owner's group and of everybody else. */
const othersMask = 0o077;

/** The keys of a file; undefined when there is none. Refuses one that others may read. */
export async function readKeyFile(path: string): Promise<KeyRing | undefined> {
  let text: string;
  try {
    text = await withFile(await open(path, 'r'), async (file) => {
      const { mode } = await file.stat();
      if (process.platform !== 'win32' && (mode & othersMask) !== 0)
        throw keyWrong('open', { source: path, mode: (mode & 0o777).toString(8).padStart(4, '0') });
      return file.readFile('utf8');
    });
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === 'ENOENT') return undefined;
    if (code === undefined) throw thrown;
    throw keyWrong('unreadable', { source: path, reason: code }, thrown);
  }
  return readKeyRing(text, path);
}

/** Makes a key file with one new key, readable by its owner alone; one that somebody else made meanwhile is left as it is. */
export async function makeKeyFile(path: string): Promise<void> {
  await writeRing(path, newRing(), takePlace);
}

/** The same ring with a new key before the others. */
export async function addToKeyFile(path: string, { keys }: KeyRing): Promise<void> {
  const { active, keys: fresh } = newRing();
  await writeRing(path, { active, keys: new Map([...fresh, ...keys]) }, replace);
}

/** Only the active key of the ring stays. */
export async function thinKeyFile(path: string, { active, keys }: KeyRing): Promise<void> {
  await writeRing(path, { active, keys: new Map([...keys].filter(([name]) => name === active)) }, replace);
}

function newRing(): KeyRing {
  const key = randomBytes(32);
  // Named after itself, so that a key made later is never taken for this one.
  const active = `k${createHash('sha256').update('miachat/key-name').update(key).digest('hex').slice(0, 8)}`;
  return { active, keys: new Map([[active, key]]) };
}

async function writeRing(path: string, { keys }: KeyRing, put: (fresh: string, path: string) => Promise<void>): Promise<void> {
  const fresh = `${path}.${randomBytes(6).toString('hex')}`;
  const lines = [...keys].map(([name, key]) => `${name}:${key.toString('base64')}\n`);
  try {
    await mkdir(dirname(path), { recursive: true });
    // On the disk before the first secret depends on it.
    await withFile(await open(fresh, 'wx', 0o600), async (file) => {
      await file.writeFile(`${head}\n${lines.join('')}`);
      await file.sync();
    });
    await put(fresh, path);
  } catch (thrown) {
    throw keyWrong('unwritable', { source: path, reason: codeOf(thrown) ?? 'unknown' }, thrown);
  } finally {
    await rm(fresh, { force: true }).catch(() => undefined);
  }
}

async function withFile<Result>(file: FileHandle, work: (file: FileHandle) => Promise<Result>): Promise<Result> {
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

/** Whole or not at all, and never over one that is there: a second bot must not read half a key, nor replace it. */
async function takePlace(fresh: string, path: string): Promise<void> {
  try {
    await link(fresh, path);
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === 'EEXIST') return;
    // Some file systems know no links.
    if (code === 'ENOENT' || code === 'ENOTDIR') throw thrown;
    await rename(fresh, path);
  }
  await syncFolder(path);
}

/** Whole or not at all, in the place of the one that is there. */
async function replace(fresh: string, path: string): Promise<void> {
  await rename(fresh, path);
  await syncFolder(path);
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  await withFile(await open(dirname(path), 'r'), (folder) => folder.sync());
}

/** The system's word for what failed; undefined when it was not the system. */
function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'syscall' in thrown && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}

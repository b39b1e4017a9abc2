import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createVault } from '../adapters/secrets/index.ts';
import { openSqliteStore } from '../adapters/stores/sqlite/index.ts';
import { createStoredVariables, ownersIn, type StoredVariables } from './stored-variables.ts';
import { systemClock } from './system-clock.ts';

const canary = `canary${randomBytes(24).toString('hex')}`;
const nothing: ReadonlySet<string> = new Set();

describe('what connect keeps', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'miachat-stored-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  });

  /** One life of the bot on the folder. */
  async function live<Result>(work: (variables: StoredVariables) => Promise<Result>, keys?: string): Promise<Result> {
    const store = await openSqliteStore({ folder: join(folder, 'data'), clock: systemClock });
    const vault = createVault({ file: join(folder, 'data.key'), keys });
    try {
      return await work(createStoredVariables({ store, vault, secrets: new Set(['DISCORD_TOKEN']) }));
    } finally {
      await store.close();
    }
  }

  /** Every byte on the disk, the log of the database too. */
  const bytes = (): string => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')).join('\n');
  };

  it('comes back after a restart, and of a secret no byte lies open on the disk, while it runs and after', async () => {
    await live(async (variables) => {
      await variables.keep({ DISCORD_TOKEN: canary, OLLAMA_MODEL: 'plain-model' }, 1);
      expect(bytes()).toContain('plain-model');
      expect(bytes()).not.toContain(canary);
      expect(bytes()).not.toContain(Buffer.from(canary).toString('base64').slice(0, 24));
    });
    expect(bytes()).not.toContain(canary);
    expect(await live((variables) => variables.read(nothing))).toEqual({ DISCORD_TOKEN: canary, OLLAMA_MODEL: 'plain-model' });
  });

  it('an empty value forgets', async () => {
    const left = await live(async (variables) => {
      await variables.keep({ DISCORD_TOKEN: canary, OLLAMA_MODEL: 'm' }, 1);
      await variables.keep({ DISCORD_TOKEN: '', OLLAMA_MODEL: '' }, 2);
      return variables.read(nothing);
    });
    expect(left).toEqual({});
  });

  it('without its key it is refused with the code that ends the start, unless the environment gives it anyway', async () => {
    await live((variables) => variables.keep({ DISCORD_TOKEN: canary, OLLAMA_MODEL: 'm' }, 1));
    rmSync(join(folder, 'data.key'));
    await expect(live((variables) => variables.read(nothing))).rejects.toMatchObject({ code: 'key-missing' });
    const other = `k9:${randomBytes(32).toString('base64')}`;
    await expect(live((variables) => variables.read(nothing), other)).rejects.toMatchObject({ code: 'key-missing' });
    expect(await live((variables) => variables.read(new Set(['DISCORD_TOKEN'])))).toEqual({ OLLAMA_MODEL: 'm' });
  });

  it('can be connected anew when the key is lost', async () => {
    await live((variables) => variables.keep({ DISCORD_TOKEN: 'the lost one' }, 1));
    rmSync(join(folder, 'data.key'));
    await live((variables) => variables.keep({ DISCORD_TOKEN: canary }, 2));
    expect(await live((variables) => variables.read(nothing))).toEqual({ DISCORD_TOKEN: canary });
  });
});

it('who owns a connected platform runs the bot, whatever the platform is called', () => {
  const stored = { DISCORD_OWNERS: 'discord:1,discord:2', MATRIX_OWNERS: 'matrix:@a:hs', OLLAMA_MODEL: 'm', MIACHAT_OWNERS: 'x:1' };
  expect(ownersIn(stored)).toEqual(['discord:1', 'discord:2', 'matrix:@a:hs']);
  expect(ownersIn({})).toEqual([]);
});

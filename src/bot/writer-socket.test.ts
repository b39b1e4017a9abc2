import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BotError } from '../core/errors.ts';
import { askBot, serveWriters, type WriterJobs } from './writer-socket.ts';

async function serve(jobs: WriterJobs): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'miachat-socket-'));
  const server = await serveWriters(folder, jobs);
  onTestFinished(() => server.close());
  return folder;
}

describe('the socket of a running bot', () => {
  it('does a job for another process and answers with its result', async () => {
    const folder = await serve({ double: async (argument) => Number(argument) * 2 });
    expect(await askBot(folder, 'double', 21)).toBe(42);
  });

  it('is for its owner alone', async () => {
    const folder = await serve({});
    expect(statSync(join(folder, 'bot.sock')).mode & 0o777).toBe(0o600);
  });

  it('says what it cannot do', async () => {
    const folder = await serve({});
    await expect(askBot(folder, 'fly')).rejects.toThrow('no job fly');
    await expect(askBot(folder, 'constructor')).rejects.toThrow('no job constructor');
  });

  it('a failure keeps its code, and its advice is what people read', async () => {
    const advice = { en: 'Put the key back.', de: 'Put the key back.' };
    const folder = await serve({
      connect: async () => {
        throw new BotError('key-missing', 'for the log', { advice });
      },
    });
    await expect(askBot(folder, 'connect')).rejects.toMatchObject({ code: 'key-missing', message: 'Put the key back.' });
  });

  it('nobody there: undefined', async () => {
    expect(await askBot(mkdtempSync(join(tmpdir(), 'miachat-socket-')), 'ping')).toBeUndefined();
  });

  it('takes the place of a socket that a killed bot has left', async () => {
    const folder = await serve({ ping: async () => 'first' });
    const second = await serveWriters(folder, { ping: async () => 'second' });
    onTestFinished(() => second.close());
    expect(await askBot(folder, 'ping')).toBe('second');
  });
});

import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loggerContract } from '../../test/contracts/logger-contract.ts';
import { createLogger } from './logging.ts';

function logFile(level: string) {
  const file = join(mkdtempSync(join(tmpdir(), 'miachat-log-')), 'log');
  const read = async (): Promise<readonly Record<string, unknown>[]> =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  return { logger: createLogger(level, file), read };
}

loggerContract('the log on stderr', async () => logFile('debug'));

describe('the log', () => {
  it('leaves out what is below its level', async () => {
    const { logger, read } = logFile('warn');
    logger.info('quiet');
    logger.warn('loud');
    expect((await read()).map(({ msg }) => msg)).toEqual(['loud']);
  });

  it('takes out a key that slipped in, wherever it stands', async () => {
    const { logger, read } = logFile('info');
    logger.info('said sk-canary4f2a9c31d0b7a1b2', { code: 'Bearer canarycanary', turn: 'syt_bWlh_AbCdEfGhIjKlMnOpQrSt_0aB1cD' });
    expect(await read()).toMatchObject([{ msg: 'said [key]', code: 'Bearer [key]', turn: '[key]' }]);
  });
});

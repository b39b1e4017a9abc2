import { describe, expect, it } from 'vitest';
import { BotError } from '../../../core/errors.ts';
import { reasonOf } from './failure.ts';
import { readJson } from './read-json.ts';
import type { Transport } from './transport.ts';

const coded = (code: string): Error => Object.assign(new Error(code), { code });

describe('why nobody answered', () => {
  it.each([
    ['ECONNREFUSED', 'refused'],
    ['EHOSTUNREACH', 'no route'],
    ['ENETUNREACH', 'no route'],
    ['ENOTFOUND', 'unknown host'],
    ['EAI_AGAIN', 'unknown host'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['UND_ERR_SOCKET', 'connection broken off'],
  ])('%s is said as "%s"', (code, reason) => {
    expect(reasonOf(new BotError('provider-unreachable', 'nobody answers', { cause: coded(code) })).en).toBe(reason);
  });

  it('our own patience is a timeout', () => {
    expect(reasonOf(new DOMException('late', 'TimeoutError')).en).toBe('timeout');
  });

  it.each([
    [{ status: 404, type: 'text/html', text: '' }, 'something else answers there'],
    [{ status: 200, type: 'text/html', text: '<p>' }, 'something else answers there'],
    [{ status: 200, type: 'application/json', text: '{' }, 'something else answers there'],
    [{ status: 403, type: 'text/plain', text: '' }, 'it answered with status 403'],
  ])('%j is said as "%s"', async ({ status, type, text }, reason) => {
    const transport: Transport = {
      send: async () => ({
        status,
        type,
        headers: new Headers(),
        body: (async function* () {
          yield Buffer.from(text);
        })(),
        release: () => undefined,
      }),
    };
    const thrown: unknown = await readJson(transport, { url: 'http://x', signal: new AbortController().signal }).catch(
      (failure) => failure,
    );
    expect(reasonOf(thrown).en).toBe(reason);
  });
});

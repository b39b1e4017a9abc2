import { describe, expect, it } from 'vitest';
import { isUnreachable, networkFailure, reasonOf } from './failure.ts';
import { readJson } from './read-json.ts';
import type { Transport } from './transport.ts';

const coded = (code: string, more: object = {}): Error => Object.assign(new Error('connect 10.0.0.1 for my diary'), { code, ...more });

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
    expect(reasonOf(coded(code)).en).toBe(reason);
    expect(reasonOf(Object.assign(new TypeError('fetch failed'), { cause: coded(code) })).en).toBe(reason);
    expect(reasonOf(new AggregateError([coded(code)])).en).toBe(reason);
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
        encoding: undefined,
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

describe('a broken connection', () => {
  it('counts as nobody there only before anything came', () => {
    expect(isUnreachable(coded('ECONNREFUSED'))).toBe(true);
    expect(isUnreachable(coded('ECONNRESET'))).toBe(false);
    expect(networkFailure(coded('ECONNRESET'), false)).toMatchObject({ code: 'provider-failed' });
    expect(networkFailure(coded('ECONNRESET'), true)).toMatchObject({ code: 'provider-truncated' });
    expect(networkFailure(coded('HPE_INVALID_CONSTANT', { data: 'my diary' }), false)).toMatchObject({ code: 'provider-protocol' });
  });

  it('leaves behind what the network said', () => {
    const failure = networkFailure(coded('HPE_INVALID_CONSTANT', { data: 'my diary' }), true);
    expect(failure.cause).toBeUndefined();
    expect(failure.message).not.toContain('diary');
  });
});

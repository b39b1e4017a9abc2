import { BotError } from '../../../core/errors.ts';
import type { Fetch } from '../../../core/ports/network.ts';
import { networkFailure, toldFailure } from './failure.ts';
import { readText } from './read-text.ts';

/** Bytes of the longest list that is read: thousands of models. */
const longest = 16 * 1024 * 1024;

/** A small document behind an address. */
export interface JsonQuestion {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Asks for it. Fails with a `BotError` unless the answer is JSON with status 200; aborted, with the signal's reason. */
export async function readJson(fetch: Fetch, { url, headers, signal }: JsonQuestion): Promise<unknown> {
  let hasBegun = false;
  try {
    const reply = await fetch(url, { headers, signal });
    hasBegun = true;
    const isJson = /^application\/(?:[\w.-]+\+)?json\b/i.test(reply.headers.get('content-type')?.trim() ?? '');
    if (reply.status === 200 && isJson) return JSON.parse(await readText(reply.body, longest));
    const said = isJson ? await readText(reply.body, longest) : undefined;
    reply.body?.cancel().catch(() => undefined);
    if (reply.status === 200) throw new BotError('provider-protocol', 'the answer is not JSON');
    throw toldFailure({ status: reply.status, headers: reply.headers, said });
  } catch (thrown) {
    signal.throwIfAborted();
    // The parser's own message quotes what it read.
    throw thrown instanceof SyntaxError ? new BotError('provider-protocol', 'the answer is not JSON') : networkFailure(thrown, hasBegun);
  }
}

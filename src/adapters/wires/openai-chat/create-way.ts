import { BotError } from '../../../core/errors.ts';
import type { Fetch } from '../../../core/ports/network.ts';
import type { ChatRequest } from '../../../core/ports/provider.ts';
import type { ChatHost } from './chat-host.ts';
import { networkFailure, toldFailure } from './failure.ts';
import { guardBody } from './guard-body.ts';
import { readText } from './read-text.ts';

/** Bytes of an error that are read to learn what it is about. */
const longestError = 64 * 1024;

/** The way of one request to its server and back, which the SDK is given. */
export interface Way {
  readonly fetch: Fetch;
  /** What went wrong on it: the SDK wraps it in errors of its own. */
  failure(): BotError | undefined;
  /** The headers of the answer. */
  headers(): Headers;
  /** All that was wanted has been read. */
  end(): void;
}

export interface WayPlan {
  readonly fetch: Fetch;
  /** All headers there are: the SDK's own tell of this computer, and of its environment. */
  readonly headers: Readonly<Record<string, string>>;
  readonly request: ChatRequest;
  readonly explain?: ChatHost['explain'] | undefined;
}

export function createWay({ fetch, headers, request, explain }: WayPlan): Way {
  let failure: BotError | undefined;
  let answered = new Headers();
  let isOver = false;

  async function send(url: string, init: RequestInit): Promise<Response> {
    const reply = await fetch(url, { method: 'POST', body: init.body ?? null, signal: init.signal ?? null, headers }).catch(
      (thrown: unknown) => {
        throw networkFailure(thrown, false);
      },
    );
    answered = reply.headers;
    if (reply.status !== 200) {
      const said = isJson(reply) ? await readText(reply.body, longestError).catch(() => undefined) : undefined;
      reply.body?.cancel().catch(() => undefined);
      throw toldFailure({ status: reply.status, headers: reply.headers, said, request, explain });
    }
    const fault = faultOf(reply);
    if (reply.body === null || fault !== undefined) {
      reply.body?.cancel().catch(() => undefined);
      throw new BotError('provider-protocol', fault ?? 'the answer is empty');
    }
    const body = guardBody(reply.body, { fail: (thrown) => (failure ??= thrown), isOver: () => isOver });
    return new Response(body, { status: 200, headers: { 'content-type': 'text/event-stream' } });
  }

  return {
    async fetch(input, init = {}) {
      try {
        return await send(String(input), init);
      } catch (thrown) {
        failure = thrown instanceof BotError ? thrown : networkFailure(thrown, false);
        throw failure;
      }
    },
    failure: () => failure,
    headers: () => answered,
    end: () => {
      isOver = true;
    },
  };
}

/** Why an answer is no stream of events as it is. */
function faultOf({ headers }: Response): string | undefined {
  const encoding = headers.get('content-encoding') ?? '';
  if (encoding !== '' && encoding !== 'identity') return 'the answer is packed, unasked';
  return /^text\/event-stream\b/i.test(headers.get('content-type')?.trim() ?? '') ? undefined : 'the answer is not a stream of events';
}

function isJson({ headers }: Response): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/i.test(headers.get('content-type')?.trim() ?? '');
}

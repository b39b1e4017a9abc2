import type { ChatProvider, ChatRequest, Delta, Exposure } from '../../src/core/ports/provider.ts';

/** How one request is answered: yields deltas, may wait for a gate, may throw, may end without a finish. */
export type ProviderScript = (request: ChatRequest, attempt: number, signal: AbortSignal) => AsyncIterable<Delta>;

export interface ScriptedProvider extends ChatProvider {
  readonly requests: ChatRequest[];
}

export const finish: Delta = { type: 'finish', reason: 'stop', raw: 'stop' };

/** A provider that does what a test says and keeps every request. */
export function createScriptedProvider(
  script: ProviderScript,
  options: { readonly exposure?: Exposure; readonly rehearsal?: string; readonly name?: string; readonly company?: string } = {},
): ScriptedProvider {
  const requests: ChatRequest[] = [];
  return {
    name: options.name ?? 'scripted',
    ...(options.company === undefined ? {} : { company: options.company }),
    exposure: options.exposure ?? 'process',
    ...(options.rehearsal === undefined ? {} : { rehearsal: options.rehearsal }),
    requests,
    async *stream(request, { signal }) {
      requests.push(request);
      signal.throwIfAborted();
      for await (const delta of script(request, requests.length, signal)) {
        signal.throwIfAborted();
        yield delta;
      }
    },
  };
}

/** The usual script: these words, then a finish. */
export async function* says(...words: readonly string[]): AsyncGenerator<Delta> {
  for (const text of words) yield { type: 'text', text };
  yield finish;
}

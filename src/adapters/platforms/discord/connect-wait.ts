import { finished } from '../../../core/texts/finished.ts';
import type { Localized } from '../../../core/texts/localized.ts';
import type { ConnectApi } from './connect-api.ts';
import { connectTexts as texts } from './connect-texts.ts';

const periodMs = 3_000;
/** Five minutes of it. */
const rounds = 100;
/** So many names are told. */
const mostNames = 5;

/** Says that she waits to be invited, and then where she has come; ends by itself after five minutes, or when the signal ends it. */
export async function* waitForServer(
  api: ConnectApi,
  sleep: (ms: number, signal: AbortSignal) => Promise<unknown>,
  signal: AbortSignal,
): AsyncIterable<Localized> {
  for (let round = 0; round < rounds; round += 1) {
    const asked = await api.guilds();
    if (signal.aborted || asked.kind === 'refused') return;
    if (asked.kind === 'data' && asked.data.length > 0) {
      yield finished(texts.joined, {
        servers: asked.data
          .slice(0, mostNames)
          .map(({ name }) => name)
          .join(', '),
      });
      return;
    }
    if (round === 0) yield texts.waiting;
    try {
      await sleep(periodMs, signal);
    } catch {
      return;
    }
  }
  yield texts['still-waiting'];
}

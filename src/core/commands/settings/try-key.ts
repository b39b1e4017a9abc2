import { toBotError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ChatProvider } from '../../ports/provider.ts';
import { withDeadline } from '../../providers/with-deadline.ts';

/** A provider that has not answered by then is given up. */
const patienceMs = 5_000;

export type Tried =
  | { readonly ok: true; readonly models: number }
  | { readonly ok: false; readonly why: 'malformed' | 'refused' | 'unreachable' };

/** Tries a key with what costs nothing: the list of models. A provider that has none cannot refuse. */
export async function tryKey(provider: ChatProvider, key: string, clock: Pick<Clock, 'sleep'>): Promise<Tried> {
  // Nothing that could end a header, and nothing that is a sentence.
  if (!/^[\x21-\x7e]{8,400}$/.test(key)) return { ok: false, why: 'malformed' };
  if (provider.listModels === undefined) return { ok: true, models: 0 };
  try {
    const models = await withDeadline(clock, patienceMs, (signal) => provider.listModels?.(signal, key) ?? Promise.resolve([]));
    return { ok: true, models: models.length };
  } catch (thrown) {
    // Its message may quote the key: only its class is looked at.
    return { ok: false, why: toBotError(thrown).code === 'provider-auth' ? 'refused' : 'unreachable' };
  }
}

import type { Candidate } from '../providers/model-router.ts';
import type { PlacedTurn } from './place-turn.ts';
import type { TurnTools } from './turn-tools.ts';

/** A model that says nothing for so long is looked at: maybe it has to be loaded first. */
const silenceMs = 2_000;

export interface WakingWatch {
  /** The first words came, or the attempt ended without any. */
  end(words: 'came' | 'never'): Promise<void>;
}

/** Says that a model is being loaded, with the time it took last; a wait that is explained is not a failure. */
export function watchWaking(tools: TurnTools, { turn }: PlacedTurn, candidate: Candidate): WakingWatch {
  const { clock, store, logger } = tools.parts;
  const { provider, model } = candidate;
  const key = `wake/${provider.name}/${model.id}`;
  const over = new AbortController();
  const begun = clock.now();
  let isTold = false;

  async function watch(): Promise<void> {
    if (provider.isAwake === undefined) return;
    await clock.sleep(silenceMs, over.signal);
    if ((await provider.isAwake(model.id, over.signal)) !== false || over.signal.aborted) return;
    const last = await store.marks.get(key);
    isTold = true;
    await tools.show(turn, {
      kind: 'notice',
      to: tools.causeOf(turn),
      text: await tools.text(turn, 'waking', { model: model.id, seconds: typeof last === 'number' ? Math.round(last / 1000) : 'none' }),
    });
  }

  const watching = watch().catch(() => undefined);
  return {
    async end(words) {
      over.abort();
      await watching;
      if (!isTold || words === 'never') return;
      await store
        .commit([{ write: 'mark', key, value: clock.now() - begun }])
        .catch(() => logger.warn('wake-not-noted', { provider: provider.name }));
    },
  };
}

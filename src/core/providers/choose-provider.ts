import { BotError } from '../errors.ts';
import type { ChatProvider, Exposure } from '../ports/provider.ts';
import { isWithin } from '../privacy/exposure.ts';

/** First filtered by what the text may reach, then ordered: the chosen one, then any with a model behind it, a rehearsal last. */
export function chooseProvider(
  providers: readonly ChatProvider[],
  wish: { readonly chosen: string | undefined; readonly ceiling: Exposure },
): ChatProvider {
  const reachable = providers.filter(({ exposure }) => isWithin(exposure, wish.ceiling));
  const order = (provider: ChatProvider): number => (provider.name === wish.chosen ? 0 : provider.rehearsal === undefined ? 1 : 2);
  const [best] = [...reachable].sort((a, b) => order(a) - order(b));
  if (best === undefined) throw new BotError('no-model', 'no provider within the ceiling');
  return best;
}

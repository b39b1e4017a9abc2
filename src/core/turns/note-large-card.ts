import type { Personality } from '../personalities/personality.ts';
import type { ReceiptItem } from '../prompting/receipt.ts';
import type { Candidate } from '../providers/model-router.ts';
import type { Part } from './answer-as.ts';
import { standardWindow } from './prepare-prompt.ts';
import type { TurnTools } from './turn-tools.ts';

export interface LargeCard {
  readonly personality: Personality;
  readonly candidate: Candidate;
  readonly items: readonly ReceiptItem[];
}

/** Says once per place, revision and model that a personality did not fit into the model's window, and what was left out. */
export async function noteLargeCard(
  tools: TurnTools,
  { placed: { turn } }: Part,
  { personality, candidate, items }: LargeCard,
): Promise<void> {
  if (candidate.provider.rehearsal !== undefined) return;
  const { marks } = tools.parts.store;
  const window = candidate.model.window ?? standardWindow;
  const own = items.filter(({ source }) => source === 'app' || source === 'personality' || source === 'lore');
  const needs = own.reduce((sum, { tokens }) => sum + tokens, 0);
  const isCut = own.some(({ source, id, kept }) => source === 'personality' && id === 'cut' && !kept);
  const isLoreLeftOut = needs > window && own.some(({ source, kept }) => source === 'lore' && !kept);
  if (!isCut && !isLoreLeftOut) return;
  const key = `large/${turn.event.room}/${personality.id}/${personality.revision}/${candidate.model.id}`;
  if ((await marks.get(key)) !== undefined) return;
  const args = { name: personality.name, needs, window };
  const text = isCut ? await tools.text(turn, 'card-cut', args) : await tools.text(turn, 'card-too-large', args);
  await tools.show(turn, { kind: 'notice', to: tools.causeOf(turn), text }, [{ write: 'mark', key, value: true }]);
}

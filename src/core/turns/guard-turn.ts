import { BotError } from '../errors.ts';
import { isAllowed } from '../privacy/is-allowed.ts';
import { type EngineParts, platformFor } from './engine-parts.ts';
import type { PlacedTurn } from './place-turn.ts';

/** Longest message that is answered, in UTF-16 units: about 5,000 tokens. */
export const longestMessage = 20_000;

/** Refuses what must not reach a model; the error's code says why. */
export function guardTurn(parts: EngineParts, placed: PlacedTurn): void {
  const { participant, account } = placed.turn.event;
  const { settings, provider } = parts;
  if (placed.questions.length === 0) throw new BotError('deleted', 'every question was deleted');
  if (!isAllowed(participant, settings.allow)) throw new BotError('not-allowed', 'not on the allow list');
  if (placed.questions.some(({ text }) => text.length > longestMessage))
    throw new BotError('too-large', 'message too long', { field: 'text' });
  if (placed.questions.every(({ text }) => text.trim() === ''))
    throw new BotError('empty-message', 'nothing but white space', { field: 'text' });
  const isStage = platformFor(parts, account)?.facts.rehearsals ?? false;
  const isPrivateOwner = settings.owners.includes(participant) && placed.audience.startsWith('dm(');
  if (provider.rehearsal !== undefined && !isStage && !isPrivateOwner) throw new BotError('no-model', 'a rehearsal is not shown here');
}

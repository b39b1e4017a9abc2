import { BotError } from '../errors.ts';
import type { Candidate } from '../providers/model-router.ts';
import type { Resolved } from '../settings/settings-reader.ts';
import { type EngineParts, platformFor } from './engine-parts.ts';
import type { PlacedTurn } from './place-turn.ts';
import { turnReach } from './turn-reach.ts';
import { wishFor } from './wish-for.ts';

/** Who may answer this turn, best first, by the asker's, the room's and the operator's settings. A rehearsal is shown only where one may be. */
export async function candidatesFor(
  parts: EngineParts,
  placed: PlacedTurn,
  settings: Resolved,
): Promise<readonly [Candidate, ...Candidate[]]> {
  const needs = { ...parts, cloud: parts.settings.cloud };
  const wish = await wishFor(needs, { person: placed.person, settings, reach: await turnReach(parts, placed, settings) });
  const [first, ...others] = parts.models.candidates(wish);
  if (first === undefined) throw new BotError('no-model', 'nobody can answer');
  if (first.provider.rehearsal === undefined) return [first, ...others];
  const { account, participant } = placed.turn.event;
  const isStage = platformFor(parts, account)?.facts.rehearsals ?? false;
  const isPrivateOwner = parts.settings.owners.includes(participant) && placed.roomKind === 'dm';
  if (!isStage && !isPrivateOwner) throw new BotError('no-model', 'a rehearsal is not shown here');
  // A rehearsal is no fallback and has none: whoever wants one wants just that.
  return [first];
}

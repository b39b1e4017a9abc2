import { BotError } from '../errors.ts';
import type { Candidate } from '../providers/model-router.ts';
import { wishOf } from '../providers/wish-of.ts';
import type { Resolved } from '../settings/settings-reader.ts';
import { type EngineParts, platformFor } from './engine-parts.ts';
import type { PlacedTurn } from './place-turn.ts';

/** The model that answers this turn, by the asker's, the room's and the operator's settings. A rehearsal is shown only where one may be. */
export function chooseCandidate(parts: EngineParts, placed: PlacedTurn, settings: Resolved): Candidate {
  const candidate = parts.models.choose(wishOf(settings, parts.settings.ceiling));
  if (candidate.provider.rehearsal === undefined) return candidate;
  const { account, participant } = placed.turn.event;
  const isStage = platformFor(parts, account)?.facts.rehearsals ?? false;
  const isPrivateOwner = parts.settings.owners.includes(participant) && placed.roomKind === 'dm';
  if (!isStage && !isPrivateOwner) throw new BotError('no-model', 'a rehearsal is not shown here');
  return candidate;
}

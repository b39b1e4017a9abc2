import { narrowed, nearer, type Reach, reachOf } from '../privacy/reach.ts';
import type { Resolved } from '../settings/settings-reader.ts';
import type { EngineParts } from './engine-parts.ts';
import type { PlacedTurn } from './place-turn.ts';

/**
 * How far this turn's words may travel: as strict as whoever asks, the room and the personality (`settings`), everybody whose question is
 * answered together with it, and what held when those were written.
 */
export async function turnReach(parts: EngineParts, { turn, person, questions }: PlacedTurn, settings: Resolved): Promise<Reach> {
  const { cloud } = parts.settings;
  let reach = reachOf(settings, cloud);
  for (const { author, exposure } of questions) {
    // Another one's yes is theirs to give: whoever asks is asked for their own words alone.
    const asked = author.kind === 'participant' ? ((await parts.store.rooms.person(author.id))?.id ?? author.id) : person;
    if (asked !== person)
      reach = { ...narrowed(reach, reachOf(await parts.reader.resolve({ person: asked, room: turn.event.room }), cloud)), mayAsk: false };
    reach = { ...reach, ceiling: nearer(reach.ceiling, exposure) };
  }
  return reach;
}

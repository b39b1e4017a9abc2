import type { ConversationPlace, Message, Turn } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';
import { dmAudience, roomAudience } from '../privacy/audience.ts';
import { askerOf } from './asker-of.ts';
import type { EngineParts } from './engine-parts.ts';

/** A turn with its place in the talk. */
export interface PlacedTurn {
  readonly turn: Turn;
  readonly conversation: string;
  /** What is being answered, oldest first; forgotten ones are left out. */
  readonly questions: readonly Message[];
  /** The message that replies hang under. */
  readonly parent: string;
  readonly audience: string;
  /** The person who caused the turn. */
  readonly person: string;
  /** The person whose question is answered. */
  readonly asker: string;
  readonly roomKind: 'dm' | 'room';
}

/** Puts the turn's messages under the head of its conversation, unless a former attempt has done so. */
export async function placeTurn(parts: EngineParts, turn: Turn): Promise<PlacedTurn | undefined> {
  const { clock, store } = parts;
  const messages = await messagesOf(parts, turn);
  const last = messages.at(-1);
  if (last === undefined) return undefined;
  const person = (await store.rooms.person(turn.event.participant))?.id ?? turn.event.participant;
  const place = placeOf(parts, { turn, message: last, person });
  const writes: Write[] = [];
  const known = await store.history.conversation(place);
  const conversation = known?.id ?? clock.id();
  if (known === undefined) writes.push({ write: 'conversation', id: conversation, place, at: clock.now() });
  let head = known?.head;
  for (const message of messages) {
    if (message.conversation !== undefined) continue;
    writes.push({ write: 'place', message: message.id, conversation, parent: head });
    head = message.id;
  }
  if (writes.length > 0) await store.commit(writes);
  return {
    turn,
    conversation: last.conversation ?? conversation,
    questions: messages.filter(({ forgotten }) => !forgotten),
    parent: last.id,
    audience: last.audience,
    person,
    asker: turn.body.kind === 'message' ? person : ((await askerOf(store, last.id)) ?? person),
    roomKind: last.audience === roomAudience(turn.event.room) ? 'room' : 'dm',
  };
}

async function messagesOf({ store }: EngineParts, turn: Turn): Promise<readonly Message[]> {
  const ids = [...turn.joined, turn].flatMap(({ message }) => (message === undefined ? [] : [message]));
  const messages = await Promise.all(ids.map((id) => store.history.message(id)));
  return messages.filter((message) => message !== undefined);
}

/** A room has one conversation for all; in a DM there is one per (person, personality). */
function placeOf(
  { settings }: EngineParts,
  { turn, message, person }: { readonly turn: Turn; readonly message: Message; readonly person: string },
): ConversationPlace {
  const { room } = turn.event;
  if (message.audience === roomAudience(room)) return { room };
  const personality = turn.cast[0]?.personality ?? settings.personality;
  return message.audience === dmAudience(person, personality) ? { room, person, personality } : { room };
}

import { BotError } from '../errors.ts';
import { causeId } from '../events/again-event.ts';
import type { InboundEvent, Inbox } from '../events/inbound-event.ts';
import type { Outgoing, Platform, Target } from '../ports/platform.ts';
import type { Turn } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';
import { type Deliverer, deliveryRow } from '../replies/deliverer.ts';
import { nearestLanguage } from '../texts/create-say.ts';
import type { TextArgs, TextKey } from '../texts/say.ts';
import { type EngineParts, platformFor } from './engine-parts.ts';
import { createOpenQuestions, type OpenQuestions } from './open-questions.ts';

/** An event older than this when its turn begins is answered with a word about the wait. */
const absenceMs = 60_000;

/** What the steps of a turn share. */
export interface TurnTools {
  readonly parts: EngineParts;
  readonly deliverer: Deliverer;
  readonly openQuestions: OpenQuestions;
  platform(turn: Turn): Platform;
  /** Undefined: not connected in this run. */
  platformOf(account: string): Platform | undefined;
  target(turn: Turn): Target;
  /** What the outside knows the turn's event by. */
  causeOf(turn: Turn): string;
  /** The language of the bot's own sentences for the person who caused the turn. */
  language(turn: Turn): Promise<'en' | 'de'>;
  /** A sentence of the bot itself in the language of the person who caused the turn. */
  text<Key extends TextKey>(turn: Turn, key: Key, args: TextArgs<Key>): Promise<string>;
  /** Commits a thing to be shown, with whatever must be true by then, and shows it. Resolves to its key. */
  show(turn: Turn, message: Outgoing, writes?: readonly Write[]): Promise<string>;
  /** The bot's own event comes in like any other. */
  takeUp(event: InboundEvent): Promise<void>;
  /** Says once per room and start that the bot was away, when it was. */
  noteAbsence(turn: Turn): Promise<void>;
}

export function createTurnTools(parts: EngineParts, deliverer: Deliverer, inbox: Inbox): TurnTools {
  const { clock, store } = parts;
  const startedAt = clock.now();
  const excused = new Set<string>();

  const tools: TurnTools = {
    parts,
    deliverer,
    openQuestions: createOpenQuestions(clock),
    platform(turn) {
      const platform = platformFor(parts, turn.event.account);
      if (platform === undefined) throw new BotError('platform-failed', 'the account is not connected');
      return platform;
    },
    platformOf: (account) => platformFor(parts, account),
    target: (turn) =>
      turn.body.kind === 'message' || turn.body.kind === 'messageEdited'
        ? { room: turn.event.room, replyTo: turn.body.ref }
        : { room: turn.event.room },
    causeOf: (turn) => causeId(turn.event.id),
    async language({ event: { participant, room, locale } }) {
      const person = await store.rooms.person(participant);
      const settings = await parts.reader.resolve({ person: person?.id ?? participant, room });
      const chosen = settings.get('language');
      return nearestLanguage(chosen === '' ? (locale ?? person?.locale) : chosen);
    },
    text: async (turn, key, args) => parts.say(await tools.language(turn), key, args),
    async show(turn, message, writes = []) {
      const key = clock.id();
      await store.commit([
        ...writes,
        deliveryRow({ key, turn: turn.id, account: turn.event.account, target: tools.target(turn), final: message, at: clock.now() }),
      ]);
      const delivery = await store.deliveries.byKey(key);
      if (delivery !== undefined) await deliverer.deliver(delivery);
      return key;
    },
    async takeUp(event) {
      await inbox(event);
    },
    async noteAbsence(turn) {
      // What a platform fetched after a start was written before it, whenever it came in.
      const waited = clock.now() - Math.min(turn.event.at, turn.receivedAt);
      if (turn.event.at >= startedAt || waited < absenceMs || excused.has(turn.event.room)) return;
      excused.add(turn.event.room);
      await tools.show(turn, {
        kind: 'notice',
        to: tools.causeOf(turn),
        text: await tools.text(turn, 'away', { minutes: Math.round(waited / 60_000) }),
      });
    },
  };
  return tools;
}

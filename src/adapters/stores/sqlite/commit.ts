import type { Write } from '../../../core/ports/writes.ts';
import { createActionWrites } from './action-store.ts';
import type { Connection } from './connection.ts';
import { createConversationWrites } from './conversation-writes.ts';
import { createDeliveryWrites } from './delivery-writes.ts';
import { createFactWriter } from './fact-writer.ts';
import { createForgettingWrites, type ForgettingWrites } from './forgetting-writes.ts';
import { createMemberWriter } from './member-writer.ts';
import { createMessageWrites } from './message-writes.ts';
import { createPersonalityWrites } from './personality-writes.ts';
import { createPictureWrites, type PictureWrites } from './picture-store.ts';
import type { RoomKeys } from './room-keys.ts';
import { createSecretWriter } from './secret-store.ts';
import { createSettingWrites } from './settings-store.ts';
import { createTurnWrites, type TurnWrites } from './turn-writes.ts';
import { createUsageWrites } from './usage-store.ts';

type ByName = { readonly [Name in Write['write']]: Extract<Write, { write: Name }> };

/** What a batch leaves to be looked at when all of it is there. */
interface Touched {
  /** Turns that may be settled by it. */
  readonly turns: Set<string>;
  /** People something of whom is forgotten. */
  readonly persons: Set<string>;
  /** Pictures that something less refers to, or nothing yet. */
  readonly pictures: Set<string>;
}

/** How each kind of write is applied. */
type Appliers = { readonly [Name in keyof ByName]: (write: ByName[Name], touched: Touched) => void };

/** Applies a batch in one transaction. True: bytes went with it that nobody named. */
export function createCommit(connection: Connection, keys: RoomKeys): (writes: readonly Write[]) => boolean {
  const turns = createTurnWrites(connection);
  const forgetting = createForgettingWrites(connection);
  const pictures = createPictureWrites(connection);
  const appliers = createAppliers(connection, keys, { turns, forgetting, pictures });

  return (writes) =>
    connection.atomically(() => {
      const touched: Touched = { turns: new Set(), persons: new Set(), pictures: new Set() };
      for (const write of writes) apply<Write['write']>(appliers, write, touched);
      // After the whole batch: the deliveries of an answered turn may stand behind it.
      for (const turn of touched.turns) turns.settle(turn);
      if (writes.some(({ write }) => endsHiding.has(write))) forgetting.tidy(touched.persons);
      return pictures.tidy(touched.pictures);
    });
}

const endsHiding: ReadonlySet<Write['write']> = new Set(['forget', 'forgetFact', 'hide', 'unhide'] as const);

function apply<Name extends keyof ByName>(appliers: Appliers, write: ByName[Name], touched: Touched): void {
  const name: keyof ByName = write.write;
  appliers[name as Name](write, touched);
}

function createAppliers(
  connection: Connection,
  keys: RoomKeys,
  { turns, forgetting, pictures }: { readonly turns: TurnWrites; readonly forgetting: ForgettingWrites; readonly pictures: PictureWrites },
): Appliers {
  const conversations = createConversationWrites(connection, keys);
  const messages = createMessageWrites(connection, keys);
  const deliveries = createDeliveryWrites(connection, keys);
  const members = createMemberWriter(connection, keys);
  const keepFact = createFactWriter(connection);
  const settings = createSettingWrites(connection);
  const actions = createActionWrites(connection, keys);
  const personalities = createPersonalityWrites(connection);
  const usage = createUsageWrites(connection, keys);
  const note = (set: Set<string>, id: string | undefined): void => {
    if (id !== undefined) set.add(id);
  };
  return {
    turn(write, touched) {
      turns.turn(write);
      if (write.state === 'answered') touched.turns.add(write.id);
    },
    requeue: turns.requeue,
    conversation: conversations.begin,
    resume: conversations.resume,
    said: messages.said,
    choose: ({ message }) => messages.choose(message),
    restamp: (write) => messages.restamp(write),
    place: messages.place,
    reply: ({ reply }) => messages.reply(reply),
    edit: messages.edit,
    forget: ({ message }, touched) => note(touched.persons, forgetting.forget(message)),
    hide: forgetting.hide,
    unhide: ({ batch }) => forgetting.unhide(batch),
    fact: keepFact,
    forgetFact: ({ fact }, touched) => note(touched.persons, forgetting.forgetFact(fact)),
    blankCall: ({ turn }) => forgetting.blankCall(turn),
    delivery: deliveries.add,
    deliveryState: (write, touched) => note(touched.turns, deliveries.change(write)),
    members: members.change,
    setting: settings.setting,
    mark: settings.mark,
    secret: createSecretWriter(connection),
    attempt: ({ attempt }) => usage.keep(attempt),
    eraseUsage: ({ person }) => usage.erase(person),
    action: actions.keep,
    expireActions: ({ now }) => actions.expire(now),
    picture(write, touched) {
      pictures.keep(write);
      touched.pictures.add(write.hash);
    },
    revision: (write, touched) => note(touched.pictures, personalities.revision(write)),
    holdRevision: personalities.hold,
    deletePersonality: personalities.remove,
    draft: (write, touched) => note(touched.pictures, personalities.draft(write)),
  };
}

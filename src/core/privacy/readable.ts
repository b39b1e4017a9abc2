import type { ParticipantId, RoomId } from '../ids.ts';
import type { Fact } from '../ports/memory-store.ts';
import type { Exposure } from '../ports/provider.ts';
import type { Message, RecallHit, Store } from '../ports/store.ts';
import type { SettingsReader } from '../settings/settings-reader.ts';
import { isWithin } from './exposure.ts';
import { type CloudMode, type Reach, reaches, reachOf } from './reach.ts';

/** Where words would go, and who would be asked. */
export interface Destination {
  readonly room: RoomId;
  readonly provider: string;
  readonly exposure: Exposure;
}

export interface ReadableParts {
  readonly store: Pick<Store, 'rooms' | 'history'>;
  readonly reader: SettingsReader;
  readonly cloud: CloudMode;
}

/** What may be read at one destination, by what its authors said when they wrote it and by what they say now. */
export interface Readable {
  line(message: Message): Promise<boolean>;
  fact(fact: Fact): Promise<boolean>;
  /** A hit without what may not go along; undefined: nothing of it may. */
  hit(hit: RecallHit): Promise<RecallHit | undefined>;
  /** Words of somebody whose message is not held here. */
  by(author: ParticipantId): Promise<boolean>;
}

/** Made anew for each request: a word about privacy holds from the moment it is said. */
export function createReadable({ store, reader, cloud }: ReadableParts, { room, provider, exposure }: Destination): Readable {
  const reachByPerson = new Map<string, Promise<Reach>>();
  const isHere = isWithin(exposure, 'loopback');
  const known = new Map<string, Promise<boolean>>();

  async function allows(person: string): Promise<boolean> {
    const reach = reachByPerson.get(person) ?? reader.resolve({ person, room }).then((settings) => reachOf(settings, cloud));
    reachByPerson.set(person, reach);
    return reaches(await reach, exposure, provider);
  }

  async function by(author: ParticipantId): Promise<boolean> {
    return isHere || allows((await store.rooms.person(author))?.id ?? author);
  }

  function line(message: Message): Promise<boolean> {
    // Nobody's ceiling is lower than their own computer.
    if (isHere) return Promise.resolve(true);
    const told = known.get(message.id) ?? look(message);
    known.set(message.id, told);
    return told;
  }

  async function look({ author, parent, exposure: ceiling }: Message): Promise<boolean> {
    if (!isWithin(exposure, ceiling)) return false;
    if (author.kind === 'participant') return by(author.id);
    // A reply may repeat what it answers.
    const told = parent === undefined ? undefined : known.get(parent);
    if (told !== undefined || parent === undefined) return told ?? true;
    const question = await store.history.message(parent);
    return question === undefined || line(question);
  }

  return {
    line,
    by,
    async fact({ subject, exposure: ceiling, source }) {
      if (isHere) return true;
      if (!isWithin(exposure, ceiling) || !(await allows(subject))) return false;
      const said = source === undefined ? undefined : await store.history.message(source);
      return said === undefined || line(said);
    },
    async hit(hit) {
      if (!(await line(hit.message))) return undefined;
      const keep = async (one: Message | undefined): Promise<Message | undefined> =>
        one !== undefined && (await line(one)) ? one : undefined;
      return { ...hit, before: await keep(hit.before), after: await keep(hit.after) };
    },
  };
}

import type { ParticipantId, RoomId } from '../ids.ts';
import { nearestLanguage } from '../texts/create-say.ts';
import { type EngineParts, platformFor } from '../turns/engine-parts.ts';
import type { Caller } from './call.ts';

/** Whose event it is, as far as rights and language go. */
export interface Whose {
  readonly account: string;
  readonly room: RoomId;
  readonly participant: ParticipantId;
  readonly name: string;
  readonly locale?: string;
}

/** Who calls, with the rights of this moment: asked of the platform and the settings each time. */
export async function findCaller(parts: EngineParts, whose: Whose): Promise<Caller> {
  const { account, room, participant, name, locale } = whose;
  const platform = platformFor(parts, account);
  const [facts, known] = await Promise.all([platform?.describe(room), parts.store.rooms.person(participant)]);
  const person = known?.id ?? participant;
  const settings = await parts.reader.resolve({ person, room, ...(facts?.community === undefined ? {} : { community: facts.community }) });
  const isOperator = parts.settings.owners.includes(participant);
  const roomKind = facts?.kind ?? 'room';
  return {
    participant,
    person,
    name: settings.get('name') === '' ? name : settings.get('name'),
    language: nearestLanguage(settings.get('language') === '' ? (locale ?? known?.locale) : settings.get('language')),
    room,
    roomKind,
    isOperator,
    // A platform that names no admins has none to offer; only at the machine itself everybody decides.
    isRoomAdmin: isOperator || roomKind === 'dm' || (facts?.admins?.includes(participant) ?? platform?.facts.isLocal ?? false),
    hasThreads: platform?.threadOn !== undefined && roomKind === 'room' && facts?.parent === undefined,
    hasForms: platform?.presentForm !== undefined,
    isLocal: platform?.facts.isLocal ?? false,
    ...(facts?.missingRights === undefined ? {} : { missingRights: facts.missingRights }),
  };
}

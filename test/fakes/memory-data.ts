import type { Json } from '../../src/core/answers/json.ts';
import { BotError } from '../../src/core/errors.ts';
import type { ParticipantId, Ref, RoomId } from '../../src/core/ids.ts';
import type { Picture } from '../../src/core/pictures/picture.ts';
import type { StoredAction } from '../../src/core/ports/action-store.ts';
import type { Fact, HiddenBatch } from '../../src/core/ports/memory-store.ts';
import type { DraftRow, PersonalityRow, RevisionRow } from '../../src/core/ports/personality-store.ts';
import type { SealedRow } from '../../src/core/ports/secret-store.ts';
import type { SettingRow } from '../../src/core/ports/settings-store.ts';
import type { ConversationPlace, Delivery, Message, Turn } from '../../src/core/ports/store.ts';
import type { Attempt } from '../../src/core/ports/usage-store.ts';
import type { Receipt } from '../../src/core/prompting/receipt.ts';

type Open<Type> = { -readonly [Key in keyof Type]: Type[Key] };

export type MemoryTurn = Open<Omit<Turn, 'joined'>> & { lead: string | undefined; notBefore: number };
/** `hidden`: the batch it is hidden with. */
export type MemoryMessage = Open<Message> & { turn: string; hidden: string | undefined };
export type MemoryDelivery = Open<Delivery>;
export type MemoryFact = Fact & { hidden: string | undefined };
export type MemoryBatch = Omit<HiddenBatch, 'messages' | 'facts'>;

export interface MemoryRoom {
  kind: 'dm' | 'room';
  members: ParticipantId[] | undefined;
}

/** One stay of somebody somewhere. */
export interface MemoryStay {
  readonly participant: ParticipantId;
  readonly room: RoomId;
  readonly since: number;
  until: number | undefined;
}

/** What a reply cost, as figures are made of it. */
export interface MemoryUsage {
  readonly participant: string;
  readonly turn: string;
  readonly room: RoomId;
  readonly at: number;
  readonly receipt: Receipt;
}

/** All that a memory store holds; arrays are in order of arrival. */
export interface MemoryData {
  rooms: Map<RoomId, MemoryRoom>;
  participants: Map<ParticipantId, { person: string; name: string; locale: string | undefined }>;
  stays: MemoryStay[];
  turns: MemoryTurn[];
  messages: MemoryMessage[];
  conversations: { id: string; place: ConversationPlace; head: string | undefined; at: number }[];
  deliveries: MemoryDelivery[];
  receipts: Map<string, Receipt>;
  usage: MemoryUsage[];
  attempts: Attempt[];
  facts: MemoryFact[];
  batches: MemoryBatch[];
  actions: Map<string, StoredAction>;
  settings: SettingRow[];
  secrets: SealedRow[];
  marks: Map<string, Json>;
  personalities: Map<string, Open<PersonalityRow>>;
  revisions: (RevisionRow & { readonly original: Uint8Array | undefined; readonly picture: string | undefined })[];
  drafts: (DraftRow & { readonly picture: string | undefined })[];
  pictures: Map<string, Picture>;
}

export function emptyData(): MemoryData {
  return {
    rooms: new Map(),
    participants: new Map(),
    stays: [],
    turns: [],
    messages: [],
    conversations: [],
    deliveries: [],
    receipts: new Map(),
    usage: [],
    attempts: [],
    facts: [],
    batches: [],
    actions: new Map(),
    settings: [],
    secrets: [],
    marks: new Map(),
    personalities: new Map(),
    revisions: [],
    drafts: [],
    pictures: new Map(),
  };
}

export function isOpen({ state, lead }: MemoryTurn): boolean {
  return lead === undefined && (state === 'received' || state === 'generating');
}

export function isDone({ state }: Delivery): boolean {
  return state === 'delivered' || state === 'removed';
}

export function needRoom(data: MemoryData, id: RoomId): MemoryRoom {
  const room = data.rooms.get(id);
  if (room === undefined) throw new BotError('storage-failed', 'a write for a room that no event came from');
  return room;
}

export function messageByRef(data: MemoryData, room: RoomId, ref: Ref): MemoryMessage | undefined {
  const own = data.messages.findLast((message) => message.room === room && message.ref === ref);
  if (own !== undefined) return own;
  const shown = data.deliveries.findLast((delivery) => delivery.room === room && delivery.ref === ref && delivery.message !== undefined);
  return data.messages.find(({ id }) => id === shown?.message);
}

/** As others may read it: what is hidden reads as forgotten, and a name is the one of today. */
export function toMessage(data: MemoryData, { turn: _turn, hidden, ...message }: MemoryMessage): Message {
  const { author } = message;
  return structuredClone({
    ...message,
    ...(hidden === undefined ? {} : { text: '', forgotten: true }),
    author: author.kind === 'participant' ? { ...author, name: data.participants.get(author.id)?.name ?? '' } : author,
  });
}

export function isVisible({ forgotten, hidden }: MemoryMessage): boolean {
  return !forgotten && hidden === undefined;
}

/** The participants of a person. */
export function participantsOf(data: MemoryData, person: string): ReadonlySet<string> {
  return new Set([...data.participants].filter(([, known]) => known.person === person).map(([id]) => id));
}

/** Words as the real index folds them: lower case, without accents. */
export function tokens(text: string): readonly string[] {
  const folded = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** True when every word is there, as a word or the beginning of one. */
export function holdsWords(text: string, words: readonly string[]): boolean {
  const here = tokens(text);
  const wanted = words.flatMap(tokens);
  return wanted.length === 0 ? words.length === 0 : wanted.every((word) => here.some((token) => token.startsWith(word)));
}

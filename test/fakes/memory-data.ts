import { BotError } from '../../src/core/errors.ts';
import type { ParticipantId, Ref, RoomId } from '../../src/core/ids.ts';
import type { ConversationPlace, Delivery, Message, Turn } from '../../src/core/ports/store.ts';
import type { Receipt } from '../../src/core/prompting/receipt.ts';

type Open<Type> = { -readonly [Key in keyof Type]: Type[Key] };

export type MemoryTurn = Open<Omit<Turn, 'joined'>> & { lead: string | undefined; notBefore: number };
export type MemoryMessage = Open<Message> & { turn: string };
export type MemoryDelivery = Open<Delivery>;

export interface MemoryRoom {
  kind: 'dm' | 'room';
  members: ParticipantId[] | undefined;
}

/** All that a memory store holds; arrays are in order of arrival. */
export interface MemoryData {
  rooms: Map<RoomId, MemoryRoom>;
  participants: Map<ParticipantId, { person: string; name: string; locale: string | undefined }>;
  turns: MemoryTurn[];
  messages: MemoryMessage[];
  conversations: { id: string; place: ConversationPlace; head: string | undefined; at: number }[];
  deliveries: MemoryDelivery[];
  receipts: Map<string, Receipt>;
}

export function emptyData(): MemoryData {
  return { rooms: new Map(), participants: new Map(), turns: [], messages: [], conversations: [], deliveries: [], receipts: new Map() };
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

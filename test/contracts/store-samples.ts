import type { EventBody, InboundEvent } from '../../src/core/events/inbound-event.ts';
import type { RoomId } from '../../src/core/ids.ts';
import type { Fact } from '../../src/core/ports/memory-store.ts';
import type { OutgoingReply } from '../../src/core/ports/platform.ts';
import type { Intake, Store } from '../../src/core/ports/store.ts';
import type { NewReply, Write } from '../../src/core/ports/writes.ts';
import type { Receipt, ReceiptSource } from '../../src/core/prompting/receipt.ts';

export const room: RoomId = 'test:garden';
export const audience = `room(${room})`;

export interface IntakePlan {
  readonly room?: RoomId;
  readonly kind?: 'dm' | 'room';
  readonly at?: number;
  readonly receivedAt?: number;
  readonly text?: string;
  readonly notBefore?: number;
  readonly joins?: string;
  readonly audience?: string;
  readonly participant?: InboundEvent['participant'];
  readonly members?: readonly InboundEvent['participant'][];
  readonly account?: string;
  readonly name?: string;
  readonly locale?: string;
  readonly rating?: 'everyone' | 'mature' | 'adult';
}

/** A message `m-<id>` with turn `t-<id>` and ref `r-<id>`. */
export function intakeOf(id: string, plan: IntakePlan = {}): Intake {
  const {
    text = `words of ${id}`,
    account = 'test:bot',
    participant = 'test:ada',
    name = 'Ada',
    locale,
    notBefore = 0,
    joins,
    members,
  } = plan;
  const event: InboundEvent = {
    kind: 'message',
    id,
    account,
    room: plan.room ?? room,
    participant,
    name,
    at: plan.at ?? 1,
    ref: `r-${id}`,
    text,
    ...(locale === undefined ? {} : { locale }),
  };
  return {
    turn: `t-${id}`,
    lane: 'talk',
    event,
    receivedAt: plan.receivedAt ?? (plan.at ?? 1) + 1,
    room: { kind: plan.kind ?? 'room', ...(members === undefined ? {} : { members }) },
    newPerson: `p-${id}`,
    cast: [{ personality: 'mia', revision: 1 }],
    notBefore,
    ...(joins === undefined ? {} : { joins }),
    message: { id: `m-${id}`, audience: plan.audience ?? audience, exposure: 'lan', rating: plan.rating ?? 'everyone' },
  };
}

/** Something of the control lane. */
export function controlOf(id: string, body: Exclude<EventBody, { readonly kind: 'message' }>, plan: IntakePlan = {}): Intake {
  const { message: _, ...base } = intakeOf(id, plan);
  const { account, room: place, participant, name, at } = base.event;
  return { ...base, lane: 'control', cast: [], event: { id, account, room: place, participant, name, at, ...body } };
}

export const receipt: Receipt = {
  personality: { id: 'mia', revision: 1 },
  provider: 'offline',
  model: 'script',
  exposure: 'process',
  ceiling: 'lan',
  tokens: { in: 10, cached: 0, out: 3 },
  cost_micro: 0,
  timing_ms: { own: 1, first: 2, total: 3 },
  items: [{ source: 'memory', id: 'm-0', reason: 'words', score: 1.5, tokens: 4, kept: true }],
};

/** The answer `a-<id>` to the message `m-<id>`. */
export function replyTo(id: string, changes: Partial<NewReply> = {}): NewReply {
  return {
    id: `a-${id}`,
    turn: `t-${id}`,
    room,
    conversation: 'c',
    parent: `m-${id}`,
    personality: { id: 'mia', revision: 1 },
    text: `answer to ${id}`,
    at: 5,
    audience,
    exposure: 'lan',
    rating: 'everyone',
    variant: 1,
    finish: 'stop',
    receipt,
    ...changes,
  };
}

export function finalOf(id: string, text = `answer to ${id}`): OutgoingReply {
  return { kind: 'reply', to: id, joined: [], personality: { id: 'mia', name: 'Mia' }, text, variant: 1 };
}

export function deliveryOf(id: string, changes: Partial<Extract<Write, { write: 'delivery' }>> = {}): Write {
  const row = {
    key: `d-${id}`,
    turn: `t-${id}`,
    account: 'test:bot',
    room,
    replyTo: `r-${id}`,
    personality: 'mia',
    part: 0,
    message: `a-${id}`,
    final: finalOf(id),
    at: 5,
  };
  return { write: 'delivery', ...row, ...changes };
}

/** Claims messages and puts them one under the other into the conversation `c` of the room. */
export async function talk(store: Store, intakes: readonly Intake[]): Promise<void> {
  let parent: string | undefined;
  for (const intake of intakes) {
    await store.inbox.claim(intake);
    const place = { room: intake.event.room };
    const message = intake.message?.id ?? '';
    const conversation = `c${intake.event.room === room ? '' : `-${intake.event.room}`}`;
    const known = await store.history.conversation(place);
    parent = known?.head;
    await store.commit([
      ...(known === undefined ? [{ write: 'conversation', id: conversation, place, at: 1 } as const] : []),
      { write: 'place', message, conversation, parent },
    ]);
  }
}

/** The ids of what these words find in the room, best first. */
export async function findIn(store: Store, words: readonly string[], limit = 10): Promise<readonly string[]> {
  const scopes = [{ audience, room }];
  const found = await store.recall.search({ scopes, words, ratings: ['everyone'], except: [], limit });
  return found.map(({ message }) => message.id);
}

/** Something kept about Ada, whose first message makes her person `p-1`. */
export function factOf(id: string, changes: Partial<Fact> = {}): Fact {
  return {
    id,
    subject: 'p-1',
    personality: 'mia',
    text: `fact ${id}`,
    audience: 'dm(p-1,mia)',
    exposure: 'lan',
    rating: 'everyone',
    at: 1,
    source: undefined,
    ...changes,
  };
}

/** A receipt with these items in the prompt. */
export function receiptWith(items: readonly { readonly source: ReceiptSource; readonly id: string; readonly kept?: boolean }[]): Receipt {
  return { ...receipt, items: items.map(({ kept = true, ...item }) => ({ ...item, reason: 'test', score: 1, tokens: 1, kept })) };
}

import type { InboundEvent } from '../../src/core/events/inbound-event.ts';
import type { RoomId } from '../../src/core/ids.ts';
import type { OutgoingReply } from '../../src/core/ports/platform.ts';
import type { Intake, Store } from '../../src/core/ports/store.ts';
import type { NewReply, Write } from '../../src/core/ports/writes.ts';
import type { Receipt } from '../../src/core/prompting/receipt.ts';

export const room: RoomId = 'test:garden';
export const audience = `room(${room})`;

type Body =
  | { readonly kind: 'messageEdited'; readonly ref: string; readonly text: string }
  | { readonly kind: 'command'; readonly call: never };

export interface IntakePlan {
  readonly room?: RoomId;
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
    at: 1,
    ref: `r-${id}`,
    text,
    ...(locale === undefined ? {} : { locale }),
  };
  return {
    turn: `t-${id}`,
    lane: 'talk',
    event,
    receivedAt: 2,
    room: { kind: 'room', ...(members === undefined ? {} : { members }) },
    newPerson: `p-${id}`,
    cast: [{ personality: 'mia', revision: 1 }],
    notBefore,
    ...(joins === undefined ? {} : { joins }),
    message: { id: `m-${id}`, audience: plan.audience ?? audience, exposure: 'lan', rating: plan.rating ?? 'everyone' },
  };
}

/** Something of the control lane. */
export function controlOf(
  id: string,
  body: Exclude<Body, { kind: 'command' }> | { readonly kind: 'messageDeleted'; readonly ref: string },
): Intake {
  const { message: _, ...base } = intakeOf(id);
  return {
    ...base,
    lane: 'control',
    cast: [],
    event: { id, account: 'test:bot', room, participant: 'test:ada', name: 'Ada', at: 1, ...body },
  };
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

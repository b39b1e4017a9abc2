import { showActions } from '../answers/show-actions.ts';
import { toBotError } from '../errors.ts';
import type { Finish, Outgoing, OutgoingReply } from '../ports/platform.ts';
import type { Delivery, Turn } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';
import type { Receipt } from '../prompting/receipt.ts';
import { deliveryRow, type NewDelivery } from '../replies/deliverer.ts';
import { split } from '../replies/split.ts';
import { replyActions } from './reply-actions.ts';
import type { TurnTools } from './turn-tools.ts';

/** A reply that is written to its end. */
export interface FinishedReply {
  readonly message: string;
  readonly frame: Omit<OutgoingReply, 'text' | 'end' | 'actions'>;
  readonly text: string;
  readonly finish: Finish;
  readonly receipt: Receipt;
  /** The highest number among the answers it can be exchanged for. */
  readonly newest: number;
  /** Who asked, and may do something with it. */
  readonly person: string;
}

/** Its parts as they go out, what can be done with it under the last, and the writes that let that be pressed. */
export async function layOutReply(
  tools: TurnTools,
  turn: Turn,
  reply: FinishedReply,
): Promise<{
  readonly finals: readonly OutgoingReply[];
  readonly shown: Pick<OutgoingReply, 'actions'>;
  readonly writes: readonly Write[];
}> {
  const { say, clock } = tools.parts;
  const { message, frame, text, finish, receipt, newest, person } = reply;
  const actions = replyActions(say, { message, variant: frame.variant, newest, finish, language: await tools.language(turn) });
  const made = showActions(clock, actions, { room: turn.event.room, person, message });
  const texts = split(text, tools.platform(turn).facts.maxLength);
  const shown = { actions: made.shown };
  const finals = texts.map((part, index) => ({
    ...frame,
    text: part,
    end: { finish, receipt },
    ...(index === texts.length - 1 ? shown : {}),
  }));
  return { finals, shown, writes: made.writes };
}

/** Where the further parts of a reply go, and which parts of an earlier one have no successor. */
export interface FurtherParts {
  readonly writes: readonly Write[];
  readonly keys: readonly string[];
  readonly gone: readonly Delivery[];
}

/** Each part takes the place of the one shown there before; what is left over goes. */
export function placeFurther(
  tools: TurnTools,
  row: Omit<NewDelivery, 'key' | 'part' | 'final'>,
  { finals, shown }: { readonly finals: readonly Outgoing[]; readonly shown: readonly Delivery[] },
): FurtherParts {
  const { turn, message } = row;
  const placed = finals.map((final, index) => {
    const before = shown[index];
    const key = before?.key ?? tools.parts.clock.id();
    const write: Write =
      before === undefined
        ? deliveryRow({ ...row, key, part: index + 1, final })
        : {
            write: 'deliveryState',
            key,
            state: 'shown',
            final,
            ...(turn === undefined ? {} : { turn }),
            ...(message === undefined ? {} : { message }),
          };
    return { key, write };
  });
  const gone = shown.slice(finals.length);
  return {
    writes: [...placed.map(({ write }) => write), ...gone.map(({ key }): Write => ({ write: 'deliveryState', key, state: 'removed' }))],
    keys: placed.map(({ key }) => key),
    gone,
  };
}

/** After the commit: everything goes out in order, then what was left over goes. */
export async function showParts(
  { parts: { store, logger }, deliverer, platform, target }: TurnTools,
  turn: Turn,
  { keys, gone }: Pick<FurtherParts, 'keys' | 'gone'>,
): Promise<void> {
  for (const key of keys) {
    const delivery = await store.deliveries.byKey(key);
    if (delivery !== undefined) await deliverer.deliver(delivery);
  }
  for (const { ref, key } of gone) {
    if (ref === undefined) continue;
    await platform(turn)
      .remove?.(target(turn), ref)
      .catch((thrown: unknown) => logger.warn('part-not-removed', { key, code: toBotError(thrown).code }));
  }
}

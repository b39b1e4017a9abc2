import { showActions } from '../answers/show-actions.ts';
import type { OutgoingReply } from '../ports/platform.ts';
import type { Delivery } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';
import { createLiveReply, type LiveReply } from '../replies/live-reply.ts';
import type { Part } from './answer-as.ts';
import { growingActions } from './reply-actions.ts';
import type { TurnTools } from './turn-tools.ts';

/** The visible reply of one personality, open to be written into. */
export interface Live {
  readonly reply: LiveReply;
  readonly frame: Omit<OutgoingReply, 'text' | 'end' | 'actions'>;
  readonly key: string;
  /** The id that the reply will be stored under. */
  readonly message: string;
  /** Ends what could be done while it grew. */
  readonly ended: readonly Write[];
  /** Further parts of the variant whose place it takes. */
  readonly further: readonly Delivery[];
}

export interface LivePlan {
  readonly name: string;
  /** A delivery that is there already: an earlier attempt's, or the one whose place a new variant takes. */
  readonly former: Delivery | undefined;
  readonly further: readonly Delivery[];
  readonly variant: number;
  /** The word for a reply nobody thought up. */
  readonly rehearsal: string | undefined;
  /** Shown only when it is whole. */
  readonly isHeld: boolean;
}

export async function openLive(
  tools: TurnTools,
  { placed, member }: Part,
  { name, former, further, variant, rehearsal, isHeld }: LivePlan,
): Promise<Live> {
  const { clock, say } = tools.parts;
  const { turn, asker } = placed;
  const key = former?.key ?? clock.id();
  const frame: Live['frame'] = {
    kind: 'reply',
    to: tools.causeOf(turn),
    joined: turn.joined.map(({ event }) => event.id),
    personality: { id: member.personality, name },
    ...(rehearsal === undefined ? {} : { label: rehearsal }),
    variant,
  };
  const row = {
    key,
    turn: turn.id,
    account: turn.event.account,
    target: tools.target(turn),
    personality: member.personality,
    at: clock.now(),
  };
  const left = former === undefined ? {} : { former: { ref: former.ref, createdAt: former.createdAt } };
  const message = clock.id();
  const { shown, writes } = showActions(clock, growingActions(say, await tools.language(turn)), {
    room: turn.event.room,
    person: asker,
    message,
  });
  const growing = { ...frame, actions: shown };
  return {
    reply: createLiveReply(tools.parts, { platform: tools.platform(turn), row, frame: growing, writes, isHeld, ...left }),
    frame,
    key,
    message,
    // Pressed in the moment it ends, it must not stop what comes next.
    ended: writes.map((write) => ({ ...write, expiresAt: 0 })),
    further,
  };
}

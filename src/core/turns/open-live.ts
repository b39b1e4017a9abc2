import type { OutgoingReply } from '../ports/platform.ts';
import type { Delivery } from '../ports/store.ts';
import type { Candidate } from '../providers/model-router.ts';
import { createLiveReply, type LiveReply } from '../replies/live-reply.ts';
import type { Part } from './answer-as.ts';
import type { TurnTools } from './turn-tools.ts';

/** The visible reply of one personality, open to be written into. */
export interface Live {
  readonly reply: LiveReply;
  readonly frame: Omit<OutgoingReply, 'text' | 'end' | 'actions'>;
  readonly key: string;
  /** Further parts of the variant whose place it takes. */
  readonly further: readonly Delivery[];
}

export interface LivePlan {
  readonly name: string;
  /** A delivery that is there already: an earlier attempt's, or the one whose place a new variant takes. */
  readonly former: Delivery | undefined;
  readonly further: readonly Delivery[];
  readonly variant: number;
  readonly candidate: Candidate;
  /** Shown only when it is whole. */
  readonly isHeld: boolean;
}

export function openLive(
  tools: TurnTools,
  { placed, member }: Part,
  { name, former, further, variant, candidate, isHeld }: LivePlan,
): Live {
  const { clock } = tools.parts;
  const { turn } = placed;
  const key = former?.key ?? clock.id();
  const { rehearsal } = candidate.provider;
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
  return { reply: createLiveReply(tools.parts, { platform: tools.platform(turn), row, frame, isHeld, ...left }), frame, key, further };
}

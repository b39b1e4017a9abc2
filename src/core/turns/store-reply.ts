import type { Outgoing } from '../ports/platform.ts';
import type { TurnState } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';
import { estimateTokens } from '../prompting/estimate-tokens.ts';
import type { Receipt } from '../prompting/receipt.ts';
import type { Candidate } from '../providers/model-router.ts';
import { deliveryRow } from '../replies/deliverer.ts';
import type { Part } from './answer-as.ts';
import { layOutReply, placeFurther, showParts } from './lay-out-reply.ts';
import type { Live } from './open-live.ts';
import { type StopCause, TurnStopped } from './turn-stopped.ts';
import type { TurnTools } from './turn-tools.ts';
import type { Written } from './write-reply.ts';

export interface Done {
  readonly written: Written;
  readonly candidate: Candidate;
  readonly items: Receipt['items'];
  /** How far it may travel. */
  readonly ceiling: Receipt['ceiling'];
  readonly live: Live;
  readonly rating: 'everyone' | 'mature' | 'adult';
  readonly signal: AbortSignal;
}

/** One commit holds the reply, its receipt, its actions and every delivery; only then the final text goes out. Resolves to the message's id. */
export async function storeReply(tools: TurnTools, part: Part, done: Done): Promise<string> {
  const { parts } = tools;
  const { placed, member, parent, isLast } = part;
  const { turn } = placed;
  const { written, live, signal } = done;
  const now = parts.clock.now();
  const receipt = toReceipt(tools, part, done);
  const { hasRow, ref } = await live.reply.settle();
  const { message } = live;
  const { finals, writes: actions } = await toFinals(tools, part, { ...done, receipt, message });
  const [first, ...more] = finals;
  if (first === undefined) throw new Error('split gives at least one part');
  const row = { turn: turn.id, account: turn.event.account, target: tools.target(turn), personality: member.personality, message, at: now };
  const further = placeFurther(tools, row, { finals: more, shown: live.further });
  const writes: Write[] = [
    {
      write: 'reply',
      reply: {
        id: message,
        turn: turn.id,
        room: turn.event.room,
        conversation: member.conversation ?? placed.conversation,
        parent,
        personality: { id: member.personality, revision: member.revision },
        text: written.text,
        at: now,
        audience: placed.audience,
        exposure: receipt.ceiling,
        rating: done.rating,
        variant: live.frame.variant,
        finish: written.finish,
        receipt,
      },
    },
    ...actions,
    ...(hasRow ? live.ended : []),
    hasRow
      ? {
          write: 'deliveryState',
          key: live.key,
          turn: turn.id,
          state: ref === undefined ? 'pending' : 'shown',
          message,
          final: first,
          ...(ref === undefined ? {} : { ref }),
        }
      : deliveryRow({ ...row, key: live.key, final: first }),
    ...further.writes,
  ];
  if (isLast) {
    const code = written.broke === undefined ? {} : { code: written.broke.code };
    writes.push({ write: 'turn', id: turn.id, state: endState(written), ...code });
  }
  // Deleted or edited since the last word came: this answer is not wanted any more.
  throwIfUnwanted(signal, ['deleted', 'edited']);
  await throwIfForgotten(tools, parent);
  await parts.store.commit(writes);
  throwIfUnwanted(signal, ['deleted']);
  await throwIfForgotten(tools, parent);
  await showParts(tools, turn, { keys: [live.key, ...further.keys], gone: further.gone });
  return message;
}

async function toFinals(
  tools: TurnTools,
  { placed: { turn, asker } }: Part,
  { written, live, receipt, message }: Done & { readonly receipt: Receipt; readonly message: string },
): Promise<{ readonly finals: readonly Outgoing[]; readonly writes: readonly Write[] }> {
  const { text, finish, broke } = written;
  const { frame } = live;
  const laid = await layOutReply(tools, turn, { message, frame, text, finish, receipt, newest: frame.variant, person: asker });
  if (broke === undefined) return laid;
  const said = await tools.text(turn, 'broke-off', {});
  const error: Outgoing = { kind: 'error', to: tools.causeOf(turn), code: broke.code, message: said, partial: text, ...laid.shown };
  return { finals: [error], writes: laid.writes };
}

function toReceipt({ parts }: TurnTools, { placed, member }: Part, { written, candidate, items, ceiling }: Done): Receipt {
  const { clock } = parts;
  const { usage, text, sentAt, firstAt } = written;
  const { receivedAt } = placed.turn;
  return {
    personality: { id: member.personality, revision: member.revision },
    provider: candidate.provider.name,
    model: candidate.model.id,
    exposure: candidate.model.exposure ?? candidate.provider.exposure,
    ceiling,
    tokens: usage ?? {
      in: items.reduce((sum, { tokens, kept }) => sum + (kept ? tokens : 0), 0),
      cached: 0,
      out: estimateTokens(text),
    },
    cost_micro: 0,
    timing_ms: { own: sentAt - receivedAt, first: firstAt - sentAt, total: clock.now() - receivedAt },
    items,
  };
}

/** What it goes on from was forgotten meanwhile: by a deletion that knew of another turn only. */
async function throwIfForgotten({ parts }: TurnTools, parent: string): Promise<void> {
  if ((await parts.store.history.message(parent))?.forgotten === true) throw new TurnStopped('deleted');
}

function throwIfUnwanted({ reason }: AbortSignal, causes: readonly StopCause[]): void {
  if (reason instanceof TurnStopped && causes.includes(reason.by)) throw reason;
}

function endState({ finish, broke }: Written): TurnState {
  if (broke !== undefined) return 'dead';
  return finish === 'cancelled' ? 'cancelled' : 'answered';
}

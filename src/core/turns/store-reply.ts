import { showActions } from '../answers/show-actions.ts';
import type { Outgoing } from '../ports/platform.ts';
import type { TurnState } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';
import { estimateTokens } from '../prompting/estimate-tokens.ts';
import type { Receipt } from '../prompting/receipt.ts';
import type { Candidate } from '../providers/model-router.ts';
import { deliveryRow } from '../replies/deliverer.ts';
import { split } from '../replies/split.ts';
import type { Part } from './answer-as.ts';
import type { Live } from './open-live.ts';
import { replyActions } from './reply-actions.ts';
import { type StopCause, TurnStopped } from './turn-stopped.ts';
import type { TurnTools } from './turn-tools.ts';
import type { Written } from './write-reply.ts';

export interface Done {
  readonly written: Written;
  readonly candidate: Candidate;
  readonly items: Receipt['items'];
  readonly live: Live;
  readonly rating: 'everyone' | 'mature' | 'adult';
  readonly signal: AbortSignal;
}

/** One commit holds the reply, its receipt, its actions and every delivery; only then the final text goes out. Resolves to the message's id. */
export async function storeReply(tools: TurnTools, part: Part, done: Done): Promise<string> {
  const { parts, deliverer } = tools;
  const { placed, member, parent, isLast } = part;
  const { turn } = placed;
  const { written, live, signal } = done;
  const now = parts.clock.now();
  const receipt = toReceipt(tools, part, done);
  const { hasRow, ref } = await live.reply.settle();
  const message = parts.clock.id();
  const actions = showActions(
    parts.clock,
    replyActions(parts.say, { message, variant: live.frame.variant, finish: written.finish, language: await tools.language(turn) }),
    { room: turn.event.room, person: placed.person, message },
  );
  const bodies = await toBodies(tools, part, { ...done, receipt, shown: actions.shown });
  const [first, ...more] = bodies;
  if (first === undefined) throw new Error('split gives at least one part');
  const row = { turn: turn.id, account: turn.event.account, target: tools.target(turn), personality: member.personality, message, at: now };
  const rest = more.map((final, index) => ({ ...row, key: parts.clock.id(), part: index + 1, final }));
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
    ...actions.writes,
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
    ...rest.map(deliveryRow),
  ];
  if (isLast) {
    const code = written.broke === undefined ? {} : { code: written.broke.code };
    writes.push({ write: 'turn', id: turn.id, state: endState(written), ...code });
  }
  // Deleted or edited since the last word came: this answer is not wanted any more.
  throwIfUnwanted(signal, ['deleted', 'edited']);
  await parts.store.commit(writes);
  throwIfUnwanted(signal, ['deleted']);
  for (const key of [live.key, ...rest.map((delivery) => delivery.key)]) {
    const delivery = await parts.store.deliveries.byKey(key);
    if (delivery !== undefined) await deliverer.deliver(delivery);
  }
  return message;
}

async function toBodies(
  tools: TurnTools,
  { placed: { turn } }: Part,
  { written, live, receipt, shown }: Done & { readonly receipt: Receipt; readonly shown: Outgoing['actions'] },
): Promise<readonly Outgoing[]> {
  const withActions = shown === undefined ? {} : { actions: shown };
  if (written.broke !== undefined) {
    const message = await tools.text(turn, 'broke-off', {});
    return [{ kind: 'error', to: tools.causeOf(turn), code: written.broke.code, message, partial: written.text, ...withActions }];
  }
  const texts = split(written.text, tools.platform(turn).facts.maxLength);
  const end = { finish: written.finish, receipt };
  // What can be done with it stands under its last part.
  return texts.map((text, index) => ({ ...live.frame, text, end, ...(index === texts.length - 1 ? withActions : {}) }));
}

function toReceipt({ parts }: TurnTools, { placed, member }: Part, { written, candidate, items }: Done): Receipt {
  const { clock, settings } = parts;
  const { usage, text, sentAt, firstAt } = written;
  const { receivedAt } = placed.turn;
  return {
    personality: { id: member.personality, revision: member.revision },
    provider: candidate.provider.name,
    model: candidate.model.id,
    exposure: candidate.model.exposure ?? candidate.provider.exposure,
    ceiling: settings.ceiling,
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

function throwIfUnwanted({ reason }: AbortSignal, causes: readonly StopCause[]): void {
  if (reason instanceof TurnStopped && causes.includes(reason.by)) throw reason;
}

function endState({ finish, broke }: Written): TurnState {
  if (broke !== undefined) return 'dead';
  return finish === 'cancelled' ? 'cancelled' : 'answered';
}

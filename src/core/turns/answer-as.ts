import { BotError, toBotError } from '../errors.ts';
import type { Finish, Outgoing, OutgoingReply } from '../ports/platform.ts';
import type { FinishReason, Usage } from '../ports/provider.ts';
import type { CastMember, Delivery, Message, TurnState } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';
import { estimateTokens } from '../prompting/estimate-tokens.ts';
import type { Receipt } from '../prompting/receipt.ts';
import { readStream } from '../providers/read-stream.ts';
import { deliveryRow } from '../replies/deliverer.ts';
import { createLiveReply, type LiveReply } from '../replies/live-reply.ts';
import { split } from '../replies/split.ts';
import type { PlacedTurn } from './place-turn.ts';
import { preparePrompt } from './prepare-prompt.ts';
import { type StopCause, TurnStopped } from './turn-stopped.ts';
import type { TurnTools } from './turn-tools.ts';

export interface Part {
  readonly placed: PlacedTurn;
  readonly member: CastMember;
  /** What the reply hangs under: the question, or the reply of the personality before. */
  readonly parent: string;
  readonly isLast: boolean;
}

interface Written {
  readonly text: string;
  readonly finish: Finish;
  readonly usage: Usage | undefined;
  readonly sentAt: number;
  readonly firstAt: number;
  /** The stream broke after something had been shown: the part is kept and said to be one. */
  readonly broke?: BotError;
}

/** One personality answers: recall, prompt, stream, commit, deliver. Resolves to the id of its message. */
export async function answerAs(tools: TurnTools, part: Part, signal: AbortSignal): Promise<string> {
  const { parts } = tools;
  const { turn } = part.placed;
  const former = (await parts.store.deliveries.ofTurn(turn.id)).find(
    ({ personality, part: index }) => personality === part.member.personality && index === 0,
  );
  // A former attempt has stored this reply already; recovery delivers it.
  if (former?.message !== undefined) return former.message;
  const earlier = await earlierVariant(tools, part);
  const { request, items, personality } = await preparePrompt(parts, part);
  const live = openLive(tools, part, {
    name: personality.name,
    former: former ?? earlier?.delivery,
    variant: earlier === undefined ? 1 : earlier.message.variant + 1,
  });
  await showTyping(tools, part, true);
  let written: Written;
  try {
    written = await write(tools, { live: live.reply, request, signal });
  } catch (thrown) {
    await live.reply.settle();
    throw thrown;
  } finally {
    await showTyping(tools, part, false);
  }
  const receipt = toReceipt(tools, part, { written, items });
  return store(tools, part, { written, receipt, live, signal });
}

/** A courtesy: that it fails must not cost the answer. */
async function showTyping(tools: TurnTools, { placed: { turn } }: Part, on: boolean): Promise<void> {
  await tools
    .platform(turn)
    .typing?.(tools.target(turn), on)
    .catch((thrown: unknown) => tools.parts.logger.debug('typing-failed', { code: toBotError(thrown).code }));
}

/** In an edited question's turn: the last answer to it, whose place the new variant takes. */
async function earlierVariant(
  { parts }: TurnTools,
  { placed, member, parent }: Part,
): Promise<{ readonly message: Message; readonly delivery: Delivery | undefined } | undefined> {
  if (placed.turn.body.kind !== 'messageEdited') return undefined;
  const replies = await parts.store.history.repliesTo(parent);
  const message = replies.findLast(({ author }) => author.kind === 'personality' && author.id === member.personality);
  if (message === undefined) return undefined;
  const deliveries = await parts.store.deliveries.ofMessage(message.id);
  return { message, delivery: deliveries.find(({ part }) => part === 0) };
}

interface Live {
  readonly reply: LiveReply;
  readonly frame: Omit<OutgoingReply, 'text' | 'end'>;
  readonly key: string;
}

function openLive(
  tools: TurnTools,
  { placed, member }: Part,
  plan: { readonly name: string; readonly former: Delivery | undefined; readonly variant: number },
): Live {
  const { clock, provider } = tools.parts;
  const { turn } = placed;
  const key = plan.former?.key ?? clock.id();
  const frame: Live['frame'] = {
    kind: 'reply',
    to: turn.event.id,
    joined: turn.joined.map(({ event }) => event.id),
    personality: { id: member.personality, name: plan.name },
    ...(provider.rehearsal === undefined ? {} : { label: provider.rehearsal }),
    variant: plan.variant,
  };
  const row = {
    key,
    turn: turn.id,
    account: turn.event.account,
    target: tools.target(turn),
    personality: member.personality,
    at: clock.now(),
  };
  const former = plan.former === undefined ? {} : { former: { ref: plan.former.ref, createdAt: plan.former.createdAt } };
  return {
    reply: createLiveReply(tools.parts, { platform: tools.platform(turn), row, frame, ...former }),
    frame,
    key,
  };
}

async function write(
  { parts }: TurnTools,
  work: { readonly live: LiveReply; readonly request: Parameters<typeof readStream>[1]; readonly signal: AbortSignal },
): Promise<Written> {
  const { clock, provider, settings } = parts;
  const sentAt = clock.now();
  let text = '';
  let firstAt = sentAt;
  const done = (finish: Finish, usage?: Usage): Written => ({ text, finish, usage, sentAt, firstAt });
  try {
    for await (const delta of readStream(provider, work.request, { clock, deadlines: settings.deadlines, signal: work.signal })) {
      if (delta.type === 'finish') {
        if (text.trim() === '') throw new BotError('provider-protocol', 'an answer without text');
        return done(delta.reason satisfies FinishReason, delta.usage);
      }
      if (delta.type === 'reasoning' || delta.text === '') continue;
      if (text === '') firstAt = clock.now();
      text += delta.text;
      work.live.show(text);
    }
    throw new BotError('provider-truncated', 'the stream ended without a finish');
  } catch (thrown) {
    if (thrown instanceof TurnStopped && thrown.by === 'stopped') return done('cancelled');
    if (thrown instanceof TurnStopped || text === '') throw thrown;
    return { ...done('interrupted'), broke: toBotError(thrown) };
  }
}

function toReceipt(
  { parts }: TurnTools,
  { placed, member }: Part,
  facts: { readonly written: Written; readonly items: Receipt['items'] },
): Receipt {
  const { clock, provider, model, settings } = parts;
  const { usage, text, sentAt, firstAt } = facts.written;
  const { receivedAt } = placed.turn;
  return {
    personality: { id: member.personality, revision: member.revision },
    provider: provider.name,
    model,
    exposure: provider.exposure,
    ceiling: settings.ceiling,
    tokens: usage ?? {
      in: facts.items.reduce((sum, { tokens, kept }) => sum + (kept ? tokens : 0), 0),
      cached: 0,
      out: estimateTokens(text),
    },
    cost_micro: 0,
    timing_ms: { own: sentAt - receivedAt, first: firstAt - sentAt, total: clock.now() - receivedAt },
    items: facts.items,
  };
}

/** One commit holds the reply, its receipt and every delivery; only then the final text goes out. */
async function store(
  tools: TurnTools,
  { placed, member, parent, isLast }: Part,
  done: { readonly written: Written; readonly receipt: Receipt; readonly live: Live; readonly signal: AbortSignal },
): Promise<string> {
  const { parts, deliverer } = tools;
  const { turn } = placed;
  const { written, receipt, live, signal } = done;
  const now = parts.clock.now();
  const { hasRow, ref } = await live.reply.settle();
  const message = parts.clock.id();
  const bodies: readonly Outgoing[] =
    written.broke === undefined
      ? split(written.text, tools.platform(turn).facts.maxLength).map((text) => ({
          ...live.frame,
          text,
          end: { finish: written.finish, receipt },
        }))
      : [
          {
            kind: 'error',
            to: turn.event.id,
            code: written.broke.code,
            message: await tools.text(turn, 'broke-off', {}),
            partial: written.text,
          },
        ];
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
        conversation: placed.conversation,
        parent,
        personality: { id: member.personality, revision: member.revision },
        text: written.text,
        at: now,
        audience: placed.audience,
        exposure: receipt.ceiling,
        rating: 'everyone',
        variant: live.frame.variant,
        finish: written.finish,
        receipt,
      },
    },
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
  if (isLast)
    writes.push({
      write: 'turn',
      id: turn.id,
      state: endState(written),
      ...(written.broke === undefined ? {} : { code: written.broke.code }),
    });
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

function throwIfUnwanted({ reason }: AbortSignal, causes: readonly StopCause[]): void {
  if (reason instanceof TurnStopped && causes.includes(reason.by)) throw reason;
}

function endState({ finish, broke }: Written): TurnState {
  if (broke !== undefined) return 'dead';
  return finish === 'cancelled' ? 'cancelled' : 'answered';
}

import { BotError, toBotError } from '../errors.ts';
import type { Personality } from '../personalities/personality.ts';
import type { Attempt } from '../ports/usage-store.ts';
import { estimateTokens } from '../prompting/estimate-tokens.ts';
import type { Receipt } from '../prompting/receipt.ts';
import { type AttemptPlan, afterFailure, beginAttempts, firstTokenMs } from '../providers/attempt-plan.ts';
import type { Candidate } from '../providers/model-router.ts';
import { refusedWishes, rememberRefusal, withoutWishes } from '../providers/refused-wishes.ts';
import { routingTexts } from '../providers/texts.ts';
import { standardTokensPerUnit } from '../providers/token-rate.ts';
import type { LiveReply } from '../replies/live-reply.ts';
import type { Resolved } from '../settings/settings-reader.ts';
import { accessOf } from './access-of.ts';
import type { Part } from './answer-as.ts';
import { broughtAlong } from './brought-along.ts';
import { learnRateOf } from './learn-rate-of.ts';
import { noteLargeCard } from './note-large-card.ts';
import { noteUnseen } from './note-unseen.ts';
import { watchWaking } from './note-waking.ts';
import { openMeter, type Took } from './open-meter.ts';
import { preparePrompt } from './prepare-prompt.ts';
import { TurnStopped } from './turn-stopped.ts';
import type { TurnTools } from './turn-tools.ts';
import { type WriteOrder, type Written, writeReply } from './write-reply.ts';

export interface ReplyOrder {
  /** Best first. */
  readonly candidates: readonly [Candidate, ...Candidate[]];
  readonly personality: Personality;
  readonly settings: Resolved;
  readonly live: LiveReply;
  readonly signal: AbortSignal;
}

/** An answer, by whom, and what they were told. */
export interface Answered {
  readonly written: Written;
  readonly candidate: Candidate;
  readonly items: Receipt['items'];
  /** How far the answer may travel: no further than anything it was made from. */
  readonly ceiling: Receipt['ceiling'];
  /** To be committed with the answer. */
  readonly attempt: Attempt;
}

/**
 * Asks one after the other until one answers. Each is told only what may go as far as it is. Once a word has been shown nobody else takes over:
 * two models never make one answer.
 */
export async function attemptReply(tools: TurnTools, part: Part, order: ReplyOrder): Promise<Answered> {
  const { clock, logger } = tools.parts;
  let plan: AttemptPlan = beginAttempts(order.candidates);
  let first: BotError | undefined;
  let isMessage = part.placed.turn.errors === 0;
  for (;;) {
    try {
      return await attempt(tools, part, { ...order, plan, isMessage });
    } catch (thrown) {
      if (thrown instanceof TurnStopped) throw thrown;
      const error = toBotError(thrown);
      isMessage = false;
      await noteRefusal(tools, part, { plan, error });
      const next = afterFailure(plan, error, clock.random());
      // What went wrong with the one that was wanted says most.
      first ??= error.code === 'wish-refused' ? undefined : error;
      if (next === undefined) throw order.candidates.length === 1 ? error : final(first ?? error);
      logger.warn('attempt-failed', { turn: part.placed.turn.id, provider: plan.candidate.provider.name, code: error.code });
      if (next.pauseMs > 0) await clock.sleep(next.pauseMs, order.signal);
      plan = next.plan;
    }
  }
}

async function attempt(
  tools: TurnTools,
  part: Part,
  order: ReplyOrder & { readonly plan: AttemptPlan; readonly isMessage: boolean },
): Promise<Answered> {
  const { parts } = tools;
  const { plan, personality, settings, live, signal, isMessage } = order;
  const { turn, person, roomKind } = part.placed;
  const { candidate } = plan;
  const brought = await broughtAlong(tools, part.placed, candidate);
  const prepared = await preparePrompt(parts, { part, personality, candidate, settings, brought });
  const { items, units, ceiling } = prepared;
  const refused = [...plan.without, ...(await refusedWishes(parts, candidate))];
  const request = withoutWishes(prepared.request, refused);
  await noteUnseen(tools, part, { count: brought.unseen, candidate });
  await noteLargeCard(tools, part, { personality, candidate, items });
  const estimate = items.reduce((sum, { tokens, kept }) => sum + (kept ? tokens : 0), 0);
  const call = {
    ...{ candidate, person, roomKind, settings, estimate, isMessage, signal },
    turn: turn.id,
    room: turn.event.room,
    personality: personality.id,
  };
  const meter = await openMeter(parts, call);
  let written: Written;
  try {
    written = await writeWatched(tools, part, {
      live,
      request,
      candidate,
      signal,
      deadlines: { ...parts.settings.deadlines, firstTokenMs: firstTokenMs(plan, parts.settings.deadlines.firstTokenMs) },
      access: await accessOf(parts, candidate, person),
    });
  } catch (thrown) {
    await meter.failed(thrown);
    throw thrown;
  }
  const took = await meter.done(toTook(written, estimate));
  await learnRateOf(parts, candidate, { units, usage: written.usage });
  return { written, candidate, items, ceiling, attempt: took };
}

/** What was not reported is estimated: a budget that counts nothing is none. */
function toTook({ usage, text, sentAt, firstAt, broke }: Written, estimate: number): Took {
  return {
    usage: usage ?? { in: estimate, cached: 0, out: estimateTokens(text, standardTokensPerUnit) },
    firstMs: text === '' ? undefined : firstAt - sentAt,
    ...(broke === undefined ? {} : { error: broke }),
  };
}

async function writeWatched(tools: TurnTools, part: Part, order: WriteOrder): Promise<Written> {
  const waking = watchWaking(tools, part.placed, order.candidate);
  let words: 'came' | 'never' = 'never';
  const live = {
    ...order.live,
    show(text: string) {
      if (words === 'never') void waking.end('came');
      words = 'came';
      order.live.show(text);
    },
  };
  try {
    return await writeReply(tools.parts, { ...order, live });
  } finally {
    if (words === 'never') await waking.end('never');
  }
}

/** A wish that was refused is left out from now on; whoever made it is told once. */
async function noteRefusal(
  tools: TurnTools,
  { placed: { turn } }: Part,
  { plan: { candidate }, error }: { readonly plan: AttemptPlan; readonly error: BotError },
): Promise<void> {
  if (error.code !== 'wish-refused' || error.field === undefined) return;
  const write = await rememberRefusal(tools.parts, candidate, error.field);
  if (write === undefined) return;
  if (error.field !== 'temperature') return tools.parts.store.commit([write]);
  const text = tools.parts.say(await tools.language(turn), routingTexts['ignored-temperature'], { model: candidate.model.id });
  await tools.show(turn, { kind: 'notice', to: tools.causeOf(turn), text }, [write]);
}

/** Everybody was asked: the turn is not begun again for it. */
function final({ code, message, field, advice, retryAfterMs }: BotError): BotError {
  return new BotError(code, message, {
    isFinal: true,
    ...(field === undefined ? {} : { field }),
    ...(advice === undefined ? {} : { advice }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

import { BotError, toBotError } from '../errors.ts';
import type { Personality } from '../personalities/personality.ts';
import type { Receipt } from '../prompting/receipt.ts';
import { type AttemptPlan, afterFailure, beginAttempts, firstTokenMs } from '../providers/attempt-plan.ts';
import type { Candidate } from '../providers/model-router.ts';
import { refusedWishes, rememberRefusal, withoutWishes } from '../providers/refused-wishes.ts';
import { routingTexts } from '../providers/texts.ts';
import type { LiveReply } from '../replies/live-reply.ts';
import type { Resolved } from '../settings/settings-reader.ts';
import type { Part } from './answer-as.ts';
import { broughtAlong } from './brought-along.ts';
import { learnRateOf } from './learn-rate-of.ts';
import { noteLargeCard } from './note-large-card.ts';
import { noteUnseen } from './note-unseen.ts';
import { watchWaking } from './note-waking.ts';
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
}

/**
 * Asks one after the other until one answers. Each is told only what may go as far as it is. Once a word has been shown nobody else takes over:
 * two models never make one answer.
 */
export async function attemptReply(tools: TurnTools, part: Part, order: ReplyOrder): Promise<Answered> {
  const { clock, logger } = tools.parts;
  let plan: AttemptPlan = beginAttempts(order.candidates);
  let first: BotError | undefined;
  for (;;) {
    try {
      return await attempt(tools, part, { ...order, plan });
    } catch (thrown) {
      if (thrown instanceof TurnStopped) throw thrown;
      const error = toBotError(thrown);
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

async function attempt(tools: TurnTools, part: Part, order: ReplyOrder & { readonly plan: AttemptPlan }): Promise<Answered> {
  const { parts } = tools;
  const { plan, personality, settings, live, signal } = order;
  const { candidate } = plan;
  const brought = await broughtAlong(tools, part.placed, candidate);
  const prepared = await preparePrompt(parts, { part, personality, candidate, settings, brought });
  const { items, units, ceiling } = prepared;
  const refused = [...plan.without, ...(await refusedWishes(parts, candidate))];
  const request = withoutWishes(prepared.request, refused);
  await noteUnseen(tools, part, { count: brought.unseen, candidate });
  await noteLargeCard(tools, part, { personality, candidate, items });
  const written = await writeWatched(tools, part, {
    live,
    request,
    candidate,
    signal,
    deadlines: { ...parts.settings.deadlines, firstTokenMs: firstTokenMs(plan, parts.settings.deadlines.firstTokenMs) },
    access: await accessOf(tools, part, candidate),
  });
  await learnRateOf(parts, candidate, { units, usage: written.usage });
  return { written, candidate, items, ceiling };
}

/** A way out that reaches no further than who is asked, and the key that pays. */
async function accessOf({ parts }: TurnTools, _part: Part, { provider, model }: Candidate): Promise<WriteOrder['access']> {
  const fetch = parts.network?.fetch(model.exposure ?? provider.exposure);
  return fetch === undefined ? {} : { fetch };
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

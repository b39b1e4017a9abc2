import { BotError, toBotError } from '../errors.ts';
import type { Exposure } from '../ports/provider.ts';
import type { CastMember, Delivery, Rating, Turn } from '../ports/store.ts';
import type { NewReply } from '../ports/writes.ts';
import { nearer } from '../privacy/reach.ts';
import { estimateTokens } from '../prompting/estimate-tokens.ts';
import type { Receipt } from '../prompting/receipt.ts';
import { layOutReply, placeFurther, showParts } from './lay-out-reply.ts';
import { type PlacedTurn, placeTurn } from './place-turn.ts';
import { endWith, mostStops } from './settle-failure.ts';
import { showVariant } from './show-variant.ts';
import type { TurnTools } from './turn-tools.ts';
import { shownOf, variantsOf } from './variants-of.ts';

/** A question this old is not answered anew after a crash; what had been written of the answer is shown as a part. */
const freshMs = 15 * 60_000;

/** After a start, before the lanes open: the restart table of design section 5. */
export async function recover(tools: TurnTools): Promise<void> {
  const { parts, deliverer } = tools;
  const accounts = parts.platforms.map(({ account }) => account);
  const outstanding = await parts.store.deliveries.outstanding(accounts);
  const unfinished = await parts.store.turns.unfinished(accounts);
  if (outstanding.length + unfinished.length > 0)
    parts.logger.info('recovering', { deliveries: outstanding.length, turns: unfinished.length });
  for (const delivery of outstanding) await deliverer.deliver(asUncertain(delivery));
  for (const turn of unfinished) await takeUp(tools, turn);
}

/** A row found `pending` may have been sent by the run that crashed, with an older text: it is edited after sending again. */
function asUncertain(delivery: Delivery): Delivery {
  return delivery.state === 'pending' ? { ...delivery, state: 'shown' } : delivery;
}

async function takeUp(tools: TurnTools, turn: Turn): Promise<void> {
  const { store, clock } = tools.parts;
  const stops = turn.stops + 1;
  if (stops >= mostStops) {
    await withdraw(tools, turn);
    return endWith(tools, turn, { error: new BotError('bug', 'stopped too often'), state: 'dead', errors: turn.errors });
  }
  if (turn.lane === 'talk' && clock.now() - turn.event.at > freshMs) return interrupt(tools, turn);
  await store.commit([{ write: 'turn', id: turn.id, state: 'received', stops, notBefore: clock.now() }]);
}

/** Too old to begin again: the saved part is stored and stands as the answer, and a notice says that it broke off. */
async function interrupt(tools: TurnTools, turn: Turn): Promise<void> {
  const { store } = tools.parts;
  const started = (await store.deliveries.ofTurn(turn.id)).find(({ message, part }) => message === undefined && part === 0);
  const placed = await placeTurn(tools.parts, turn);
  const member = turn.cast.find(({ personality }) => personality === started?.personality);
  if (started === undefined || started.partial === '' || placed === undefined || member === undefined) {
    await withdraw(tools, turn);
    const error = new BotError('interrupted', 'crashed while answering');
    return endWith(tools, turn, { error, state: 'interrupted', errors: turn.errors });
  }
  const { id, name, rating } = await speakerOf(tools, member);
  const reply = interruptedReply(tools, { placed, member, text: started.partial, rating });
  const { id: message, text, variant, finish, receipt } = reply;
  const joined = turn.joined.map(({ event }) => event.id);
  const frame = { kind: 'reply', to: tools.causeOf(turn), joined, personality: { id, name }, variant } as const;
  const laid = await layOutReply(tools, turn, { message, frame, text, finish, receipt, newest: variant, person: placed.asker });
  const [final, ...finals] = laid.finals;
  const row = { turn: turn.id, account: turn.event.account, target: tools.target(turn), personality: id, message, at: reply.at };
  const further = placeFurther(tools, row, { finals, shown: [] });
  await store.commit([
    { write: 'turn', id: turn.id, state: 'interrupted', code: 'interrupted' },
    { write: 'reply', reply },
    { write: 'deliveryState', key: started.key, message, ...(final === undefined ? {} : { final }) },
    ...laid.writes,
    ...further.writes,
  ]);
  await showParts(tools, turn, { keys: [started.key, ...further.keys], gone: [] });
  await tools.show(turn, { kind: 'notice', to: tools.causeOf(turn), text: await tools.text(turn, 'broke-off', {}) });
}

/** What is still visible of an attempt that came to nothing goes, its Stop with it; an answer whose place it had taken stands there again. */
async function withdraw(tools: TurnTools, turn: Turn): Promise<void> {
  const { store, logger } = tools.parts;
  for (const { key, ref, personality, message, state } of await store.deliveries.ofTurn(turn.id)) {
    if (personality === undefined || message !== undefined || state === 'removed') continue;
    await store.commit([{ write: 'deliveryState', key, state: 'removed' }]);
    if (ref === undefined) continue;
    await tools
      .platform(turn)
      .remove?.(tools.target(turn), ref)
      .catch((thrown: unknown) => logger.warn('part-not-removed', { key, code: toBotError(thrown).code }));
  }
  for (const { personality, conversation, as } of turn.cast) {
    const question = turn.message === undefined ? undefined : await store.history.message(turn.message);
    if (as !== 'variant' || question === undefined) continue;
    const place = { parent: question.id, personality, conversation: conversation ?? question.conversation };
    const variants = await variantsOf(store, place);
    const [shown] = await shownOf(store, variants);
    const reply = variants.find(({ id }) => id === shown?.message);
    if (reply !== undefined) await showVariant(tools, turn, { person: turn.event.participant, reply });
  }
}

/** What is known of whoever was answering; what is gone from the library is as strong as anything can be. */
async function speakerOf({ parts: { library } }: TurnTools, { personality: id, revision }: CastMember) {
  const found = (await library.get(id, revision)) ?? (await library.get(id));
  return { id, name: found?.name ?? id, rating: found?.rating ?? 'adult' };
}

function interruptedReply(
  { parts }: TurnTools,
  {
    placed,
    member,
    text,
    rating,
  }: { readonly placed: PlacedTurn; readonly member: CastMember; readonly text: string; readonly rating: Rating },
): NewReply {
  const { clock } = parts;
  const { turn } = placed;
  // What it was made from is not known: as near as the question, and never beyond these machines.
  const ceiling = placed.questions.reduce<Exposure>((least, { exposure }) => nearer(least, exposure), 'lan');
  const now = clock.now();
  const receipt: Receipt = {
    personality: { id: member.personality, revision: member.revision },
    // The run that wrote it is gone, and with it what answered; nothing of the prompt is known any more.
    provider: 'unknown',
    model: 'unknown',
    exposure: ceiling,
    ceiling,
    tokens: { in: 0, cached: 0, out: estimateTokens(text) },
    cost_micro: 0,
    timing_ms: { own: 0, first: 0, total: now - turn.receivedAt },
    items: [],
  };
  return {
    id: clock.id(),
    turn: turn.id,
    room: turn.event.room,
    conversation: member.conversation ?? placed.conversation,
    parent: placed.parent,
    personality: receipt.personality,
    text,
    at: now,
    audience: placed.audience,
    exposure: ceiling,
    rating,
    variant: 1,
    finish: 'interrupted',
    receipt,
  };
}

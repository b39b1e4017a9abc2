import { BotError, toBotError } from '../errors.ts';
import { ratings } from '../personalities/personality.ts';
import type { CastMember, Delivery, Message } from '../ports/store.ts';
import { placeRating } from '../privacy/place-rating.ts';
import type { Candidate } from '../providers/model-router.ts';
import { broughtAlong } from './brought-along.ts';
import { chooseCandidate } from './choose-candidate.ts';
import { learnRateOf } from './learn-rate-of.ts';
import { noteLargeCard } from './note-large-card.ts';
import { watchWaking } from './note-waking.ts';
import { openLive } from './open-live.ts';
import type { PlacedTurn } from './place-turn.ts';
import { pinnedPersonality, preparePrompt } from './prepare-prompt.ts';
import { speakerFor } from './speaker-for.ts';
import { storeReply } from './store-reply.ts';
import type { TurnTools } from './turn-tools.ts';
import { shownOf, variantsOf } from './variants-of.ts';
import { type WriteOrder, type Written, writeReply } from './write-reply.ts';

export interface Part {
  readonly placed: PlacedTurn;
  readonly member: CastMember;
  /** What the reply hangs under: the question, or the reply of the personality before. */
  readonly parent: string;
  readonly isLast: boolean;
}

/** One personality answers: choose a model, recall, prompt, stream, commit, deliver. Resolves to the id of its message. */
export async function answerAs(tools: TurnTools, part: Part, signal: AbortSignal): Promise<string> {
  const { parts } = tools;
  const { turn, person, roomKind } = part.placed;
  const former = (await parts.store.deliveries.ofTurn(turn.id)).find(
    ({ personality, part: index }) => personality === part.member.personality && index === 0,
  );
  // A former attempt has stored this reply already; recovery delivers it.
  if (former?.message !== undefined) return former.message;
  const personality = await pinnedPersonality(parts, part);
  const isOperator = parts.settings.owners.includes(turn.event.participant);
  if (ratings.indexOf(personality.rating) > ratings.indexOf(placeRating({ roomKind, isOperator })))
    throw new BotError('adult-only', 'rated above the place', { field: 'personality' });
  const settings = await parts.reader.resolve({ person, room: turn.event.room, personality: personality.id });
  const candidate = chooseCandidate(parts, part.placed, settings);
  const earlier = await earlierVariant(tools, part);
  const brought = await broughtAlong(tools, part.placed, candidate);
  const { request, items, units } = await preparePrompt(parts, { part, personality, candidate, settings, brought });
  await noteUnseen(tools, part, { count: brought.unseen, candidate });
  await noteLargeCard(tools, part, { personality, candidate, items });
  const live = await openLive(tools, part, {
    speaker: speakerFor(personality),
    former: former ?? earlier?.first,
    further: earlier?.further ?? [],
    variant: earlier === undefined ? 1 : earlier.message.variant + 1,
    candidate,
    isHeld: settings.get('streaming') === 'off',
  });
  await showTyping(tools, part, true);
  const written = await writeWatched(tools, part, { live: live.reply, request, candidate, signal });
  await learnRateOf(parts, candidate, { units, usage: written.usage });
  const message = await storeReply(tools, part, { written, candidate, items, live, rating: personality.rating, signal });
  if (candidate.provider.rehearsal !== undefined && written.raw === 'unanswered') tools.openQuestions.note(turn, message);
  else tools.openQuestions.close(turn.event.room);
  return message;
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
  } catch (thrown) {
    await order.live.settle();
    throw thrown;
  } finally {
    if (words === 'never') await waking.end('never');
    await showTyping(tools, part, false);
  }
}

/** Whoever showed a picture learns that it was not looked at; what the model makes of that is its own. */
async function noteUnseen(
  tools: TurnTools,
  { placed: { turn } }: Part,
  { count, candidate: { model } }: { readonly count: number; readonly candidate: Candidate },
): Promise<void> {
  if (count === 0) return;
  const { marks } = tools.parts.store;
  const key = `unseen/${turn.event.room}`;
  // Once for each question, however many answer it and however often they have to begin again.
  if ((await marks.get(key)) === turn.id) return;
  const text = await tools.text(turn, model.sees === true ? 'pictures-lost' : 'no-sight', { count, model: model.id });
  await tools.show(turn, { kind: 'notice', to: tools.causeOf(turn), text }, [{ write: 'mark', key, value: turn.id }]);
}

/** A courtesy: that it fails must not cost the answer. */
async function showTyping(tools: TurnTools, { placed: { turn } }: Part, on: boolean): Promise<void> {
  await tools
    .platform(turn)
    .typing?.(tools.target(turn), on)
    .catch((thrown: unknown) => tools.parts.logger.debug('typing-failed', { code: toBotError(thrown).code }));
}

/** For another answer to the same message: the last one, and what is shown in its place, which the new variant takes. */
async function earlierVariant({ parts: { store } }: TurnTools, { placed, member, parent }: Part): Promise<EarlierVariant | undefined> {
  if (member.as !== 'variant') return undefined;
  const { personality, conversation = placed.conversation } = member;
  const variants = await variantsOf(store, { parent, personality, conversation });
  const message = variants.at(-1);
  if (message === undefined) return undefined;
  const shown = await shownOf(store, variants);
  return { message, first: shown.find(({ part }) => part === 0), further: shown.filter(({ part }) => part > 0) };
}

interface EarlierVariant {
  readonly message: Message;
  readonly first: Delivery | undefined;
  readonly further: readonly Delivery[];
}

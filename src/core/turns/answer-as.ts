import { BotError, toBotError } from '../errors.ts';
import { ratings } from '../personalities/personality.ts';
import type { CastMember, Delivery, Message } from '../ports/store.ts';
import { placeRating } from '../privacy/place-rating.ts';
import { type Answered, attemptReply, type ReplyOrder } from './attempt-reply.ts';
import { candidatesFor } from './candidates-for.ts';
import { openLive } from './open-live.ts';
import type { PlacedTurn } from './place-turn.ts';
import { pinnedPersonality } from './prepare-prompt.ts';
import { storeReply } from './store-reply.ts';
import type { TurnTools } from './turn-tools.ts';
import { shownOf, variantsOf } from './variants-of.ts';

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
  const candidates = await candidatesFor(parts, part.placed, settings);
  const earlier = await earlierVariant(tools, part);
  const live = await openLive(tools, part, {
    name: personality.name,
    former: former ?? earlier?.first,
    further: earlier?.further ?? [],
    variant: earlier === undefined ? 1 : earlier.message.variant + 1,
    rehearsal: candidates[0].provider.rehearsal,
    isHeld: settings.get('streaming') === 'off',
  });
  const answered = await attemptShown(tools, part, { candidates, personality, settings, live: live.reply, signal });
  const message = await storeReply(tools, part, { ...answered, live, rating: personality.rating, signal });
  const { candidate, written } = answered;
  if (candidate.provider.rehearsal !== undefined && written.raw === 'unanswered') tools.openQuestions.note(turn, message);
  else tools.openQuestions.close(turn.event.room);
  return message;
}

/** They see that it is being written, from the first request on. */
async function attemptShown(tools: TurnTools, part: Part, order: ReplyOrder): Promise<Answered> {
  await showTyping(tools, part, true);
  try {
    return await attemptReply(tools, part, order);
  } catch (thrown) {
    await order.live.settle();
    throw thrown;
  } finally {
    await showTyping(tools, part, false);
  }
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

import type { Choice } from '../../answers/choice.ts';
import { BotError } from '../../errors.ts';
import type { Message } from '../../ports/store.ts';
import { isOwnDm, roomAudience } from '../../privacy/audience.ts';
import { shorten } from '../../texts/clip.ts';
import { type Call, type Caller, textOf } from '../call.ts';
import type { Completing } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';

/** So far back a number may count. */
const farthest = 1_000;

/** The message a call is about: by id, by the platform's own reference, or as a number counted back (1 is the last). Undefined: none was named. */
export async function namedMessage(call: Call, { store, talk }: Pick<CommandNeeds, 'store' | 'talk'>): Promise<Message | undefined> {
  const named = textOf(call, 'message') ?? call.startOfThread ?? call.target;
  if (named === undefined) return undefined;
  const { caller } = call;
  const count = /^\d{1,4}$/.test(named) ? Number(named) : undefined;
  const found =
    count === undefined
      ? ((await store.history.message(named)) ?? (await store.history.byRef(caller.room, named)))
      : (await talk.path(call, Math.min(count, farthest))).at(-count);
  const isSeen = found !== undefined && (found.id === call.startOfThread || isForHere(found, caller));
  if (!isSeen || found.forgotten) throw new BotError('not-found', 'no such message here', { field: 'message' });
  return found;
}

/** Only what was said in this very room, so that no id opens another one; what was said in private before others came stays private. */
function isForHere({ room, audience }: Message, caller: Caller): boolean {
  if (room !== caller.room) return false;
  return audience === roomAudience(room) || (caller.roomKind === 'dm' && isOwnDm(audience, caller.person));
}

/** The last reply here, or the one named. */
export async function namedReply(call: Call, needs: Pick<CommandNeeds, 'store' | 'talk'>): Promise<Message> {
  const named = await namedMessage(call, needs);
  const reply = named ?? (await needs.talk.path(call, 50)).findLast(({ author, forgotten }) => author.kind === 'personality' && !forgotten);
  if (reply === undefined) throw new BotError('nothing-to-do', 'nothing was answered yet', { field: 'message' });
  return reply;
}

/** A question may be asked again by whoever asked it and by those who decide for the room. */
export async function demandOwnQuestion(call: Call, { store }: Pick<CommandNeeds, 'store'>, message: Message): Promise<void> {
  const { caller } = call;
  if (caller.isRoomAdmin) return;
  let asked: Message | undefined = message;
  while (asked?.author.kind === 'personality' && asked.parent !== undefined) asked = await store.history.message(asked.parent);
  if (asked?.author.kind === 'participant' && (await store.rooms.person(asked.author.id))?.id === caller.person) return;
  throw new BotError('not-allowed', 'somebody else asked that', {
    advice: {
      en: 'Only whoever asked, or a moderator of this room, may do that. Ask it yourself and it is yours.',
      de: 'Das dürfen nur, wer gefragt hat, und die Moderation. Frag selbst, dann ist es deins.',
    },
  });
}

/** So much of a line is quoted to tell it from others. */
export const quoteLength = 60;

export const messageOption = {
  name: 'message',
  kind: 'word',
  summary: { en: 'which message; counted back, 1 is the last', de: 'welche Nachricht; rückwärts gezählt, 1 ist die letzte' },
  completes: true,
} as const;

/** The last lines to choose from. */
export async function completeMessage({ caller }: Completing, { talk }: Pick<CommandNeeds, 'talk'>): Promise<readonly Choice[]> {
  const path = await talk.path({ caller }, 25);
  return path.toReversed().map(({ text }, index) => ({ value: String(index + 1), label: shorten(text, quoteLength) }));
}

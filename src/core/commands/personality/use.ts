import type { Action } from '../../answers/action.ts';
import { BotError } from '../../errors.ts';
import { foldName } from '../../personalities/fold-name.ts';
import type { LibraryEntry } from '../../personalities/library.ts';
import { answering } from '../answering.ts';
import type { Call, Caller } from '../call.ts';
import type { Command } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { completeName } from './complete-name.ts';
import { greetingInVoice } from './in-voice.ts';
import { lastOptionName } from './option-name.ts';
import { pickPersonality } from './pick-personality.ts';
import { talkTexts } from './talk-texts.ts';

export const use: Command = {
  name: 'use',
  summary: talkTexts.use,
  details: talkTexts['use-details'],
  examples: ['personality use juno', 'personality use Old Marrow'],
  options: [lastOptionName],
  access: 'anyone',
  lane: 'control',
  visible: 'room',
  async *run(call, needs) {
    const { caller } = call;
    mayChoose(caller);
    const picked = await pickPersonality(call, needs);
    if ('answer' in picked) {
      yield picked.answer;
      return;
    }
    const { entry } = picked;
    mayAnswer(entry, caller);
    const actions = await otherOfThatName(entry, call, needs);
    if ((await answering(needs, caller)).id === entry.id) {
      yield { kind: 'text', body: needs.tell(talkTexts.already, { name: entry.name }), ...actions };
      return;
    }
    await needs.store.commit([
      { write: 'setting', level: 'room', owner: caller.room, key: 'personality', value: entry.id, at: needs.clock.now() },
    ]);
    const greeting = await greet(entry, caller, needs);
    yield { kind: 'text', body: [needs.tell(talkTexts.used, { name: entry.name }), ...greeting].join('\n\n'), ...actions };
  },
  complete: (completing, needs) => completeName(completing, needs),
};

/** In a private chat its person chooses; in a room who may change that. */
function mayChoose({ roomKind, isRoomAdmin, isOperator }: Caller): void {
  if (roomKind === 'dm' || isRoomAdmin || isOperator) return;
  throw new BotError('not-allowed', 'only a room admin', { advice: talkTexts['use-not-allowed'] });
}

function mayAnswer({ rating }: LibraryEntry, { roomKind, isOperator }: Caller): void {
  if (rating !== 'adult' || (isOperator && roomKind === 'dm')) return;
  throw new BotError('adult-only', 'not a place for adults', { field: 'name', advice: talkTexts.adult });
}

/** Somebody it has talked with here before is greeted as such, with no word about the time between. */
async function greet(entry: LibraryEntry, caller: Caller, needs: CommandNeeds): Promise<readonly string[]> {
  const personality = await needs.library.get(entry.id);
  if (personality === undefined) return [];
  const { person, room, roomKind } = caller;
  const isKnown = roomKind === 'dm' && (await needs.store.history.conversation({ room, person, personality: entry.id })) !== undefined;
  const kind = roomKind === 'room' ? 'room' : isKnown ? 'return' : 'first';
  const greeting = await greetingInVoice(personality, kind, { caller, needs });
  return greeting === undefined ? [] : [greeting];
}

/** A copy somebody made keeps the name of what it was made from: the other one stays within reach. */
async function otherOfThatName(
  entry: LibraryEntry,
  { caller, command }: Call,
  { library, tell }: CommandNeeds,
): Promise<{ readonly actions?: readonly Action[] }> {
  const visible = await library.visibleTo(caller);
  const other = visible.find(({ id, name }) => id !== entry.id && foldName(name) === foldName(entry.name));
  if (other === undefined) return {};
  const text =
    other.owner === undefined
      ? talkTexts['rather-shipped']
      : other.owner === caller.person
        ? talkTexts['rather-yours']
        : talkTexts['rather-other'];
  return { actions: [{ label: tell(text, { name: other.name }), icon: 'one', press: { command, args: { name: other.id } }, by: 'asker' }] };
}

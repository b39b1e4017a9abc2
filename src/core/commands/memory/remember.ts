import { BotError, toBotError } from '../../errors.ts';
import type { KeptLine } from '../../memory/memory.ts';
import type { Message } from '../../ports/store.ts';
import { shorten } from '../../texts/clip.ts';
import { answering } from '../answering.ts';
import { type Call, textOf } from '../call.ts';
import { namedMessage } from '../chat/find-message.ts';
import type { Command } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { memoryTexts } from './texts.ts';

/** Only what is in the talk already: words that were not for her are nobody's to hand over. */
async function pointedAt(call: Call, needs: CommandNeeds): Promise<KeptLine> {
  const line = await namedMessage(call, needs).catch((thrown: unknown) => {
    if (toBotError(thrown).code !== 'not-found') throw thrown;
  });
  if (line !== undefined) return { line, by: await authorOf(line, needs) };
  throw new BotError('not-found', 'not said to her', {
    advice: {
      en: 'I can only keep what was said to me or by me here. Your own words: /memory remember',
      de: 'Behalten kann ich nur, was hier zu mir oder von mir gesagt wurde. Deine eigenen Worte: /memory remember',
    },
  });
}

async function authorOf({ author }: Message, { library }: CommandNeeds): Promise<string> {
  return author.kind === 'participant' ? author.name : ((await library.entry(author.id))?.name ?? author.id);
}

export const remember: Command = {
  name: 'remember',
  summary: {
    en: 'Keep something for good. Only you and this personality will see it.',
    de: 'Heb etwas für immer auf. Nur du und diese Persönlichkeit seht es.',
  },
  examples: ['memory remember I start at the bakery in March'],
  options: [{ name: 'text', kind: 'text', required: true, summary: { en: 'what to keep', de: 'was ich behalten soll' }, maxLength: 1000 }],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  menu: 'message',
  menuLabel: { en: 'Remember this', de: 'Das merken' },
  async *run(call, needs) {
    const { memory, settings, tell } = needs;
    const { caller } = call;
    if ((await settings.resolve({ person: caller.person, room: caller.room })).get('remember') === 'nothing')
      throw new BotError('not-allowed', 'the person wants nothing remembered', {
        advice: {
          en: 'You told me to remember nothing. /me remember asked lets me keep what you ask me to.',
          de: 'Du hast gesagt, ich soll nichts behalten. Mit /me remember asked behalte ich, worum du mich bittest.',
        },
      });
    const { id, name } = await answering(needs, caller);
    const text = textOf(call, 'text');
    const fact = text === undefined ? await memory.keep(caller, await pointedAt(call, needs), id) : await memory.remember(caller, text, id);
    yield { kind: 'text', body: tell(memoryTexts.kept, { text: shorten(fact.text, 160), name }) };
  },
};

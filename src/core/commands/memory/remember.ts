import { BotError } from '../../errors.ts';
import { shorten } from '../../texts/clip.ts';
import { answering } from '../answering.ts';
import { textOf } from '../call.ts';
import type { Command } from '../command.ts';
import { memoryTexts } from './texts.ts';

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
    const fact = await memory.remember(caller, textOf(call, 'text') ?? '', id);
    yield { kind: 'text', body: tell(memoryTexts.kept, { text: shorten(fact.text, 160), name }) };
  },
};

import { textOf } from '../call.ts';
import type { Command } from '../command.ts';
import { onePersonality } from '../one-personality.ts';
import { completeName } from '../personality/complete-name.ts';
import { chatTexts } from './texts.ts';

export const say: Command = {
  name: 'say',
  summary: { en: 'Say something to the personality here.', de: 'Sag der Persönlichkeit hier etwas.' },
  details: {
    en: 'The same as writing it as a message. In a room it needs no mention.',
    de: 'Dasselbe wie eine Nachricht. In einem Raum braucht es keine Erwähnung.',
  },
  examples: ['chat say what should I cook tonight?'],
  options: [
    { name: 'text', kind: 'text', required: true, summary: { en: 'what you say', de: 'was du sagst' }, maxLength: 20_000 },
    {
      name: 'name',
      kind: 'word',
      summary: { en: 'to whom, if not to who answers here', de: 'zu wem, wenn nicht zu dem, der hier antwortet' },
      completes: true,
    },
  ],
  access: 'anyone',
  lane: 'talk',
  visible: 'room',
  menu: 'message',
  menuLabel: { en: 'Ask Mia', de: 'Mia fragen' },
  async *run(call, needs) {
    const name = textOf(call, 'name');
    const personality = name === undefined ? undefined : (await onePersonality(name, call, needs)).id;
    // In a menu nobody can type: what the message says stands in the prompt alone, and is not kept.
    await needs.talk.say(call, textOf(call, 'text') ?? needs.tell(chatTexts['asked-about'], {}), personality);
    yield { kind: 'talk', turn: call.turn };
  },
  complete: (completing, needs) => completeName(completing, needs),
};

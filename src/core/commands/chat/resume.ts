import { BotError } from '../../errors.ts';
import { shorten } from '../../texts/clip.ts';
import { textOf } from '../call.ts';
import type { Command } from '../command.ts';
import { conversationsHere, entryLine } from './conversations.ts';
import { quoteLength } from './find-message.ts';
import { chatTexts } from './texts.ts';

export const resume: Command = {
  name: 'resume',
  summary: { en: 'Go back to an earlier conversation.', de: 'Kehr zu einem früheren Gespräch zurück.' },
  examples: ['chat resume 2'],
  options: [
    {
      name: 'name',
      kind: 'word',
      required: true,
      summary: { en: 'its number in /chat list', de: 'seine Nummer in /chat list' },
      completes: true,
    },
  ],
  access: 'room-admin',
  lane: 'control',
  visible: 'room',
  async *run(call, needs) {
    const { store, clock, tell } = needs;
    const named = textOf(call, 'name') ?? '';
    const entries = await conversationsHere(call, needs);
    const entry = entries.find(({ id }) => id === named) ?? (/^\d{1,3}$/.test(named) ? entries[Number(named) - 1] : undefined);
    if (entry === undefined) {
      const number = named.slice(0, 20).replaceAll(/[{}']/g, '');
      throw new BotError('not-found', 'no such conversation', {
        field: 'name',
        advice: { en: tellIn(chatTexts['no-such-conversation'].en, number), de: tellIn(chatTexts['no-such-conversation'].de, number) },
      });
    }
    await store.commit([{ write: 'resume', conversation: entry.id, at: clock.now() }]);
    const head = entry.head === undefined ? undefined : await store.history.message(entry.head);
    const quote = head === undefined || head.text === '' ? undefined : shorten(head.text, quoteLength);
    yield { kind: 'text', body: quote === undefined ? tell(chatTexts['resumed-empty'], {}) : tell(chatTexts.resumed, { quote }) };
  },
  async complete({ caller }, needs) {
    const entries = await conversationsHere({ caller }, needs);
    return Promise.all(
      entries.map(async (entry, index) => ({
        value: String(index + 1),
        label: await entryLine(needs, { caller }, { entry, number: index + 1 }),
      })),
    );
  },
};

function tellIn(text: string, number: string): string {
  return text.replace('{number}', number);
}

import { BotError } from '../../errors.ts';
import type { Command } from '../command.ts';
import { completeMessage, messageOption, namedMessage, quoteOf } from './find-message.ts';
import { chatTexts } from './texts.ts';

export const branch: Command = {
  name: 'branch',
  summary: {
    en: 'Go on from an earlier message without losing this conversation.',
    de: 'Mach bei einer früheren Nachricht weiter, ohne dieses Gespräch zu verlieren.',
  },
  examples: ['chat branch 3'],
  options: [{ ...messageOption, required: true }],
  access: 'anyone',
  lane: 'control',
  visible: 'room',
  async *run(call, needs) {
    const { store, clock, talk, tell } = needs;
    const message = await namedMessage(call, needs);
    if (message === undefined) throw new BotError('not-found', 'no such message here', { field: 'message' });
    await store.commit([{ write: 'conversation', id: clock.id(), place: await talk.place(call), at: clock.now(), head: message.id }]);
    yield { kind: 'text', body: tell(chatTexts.branched, { quote: quoteOf(message.text) }) };
  },
  complete: completeMessage,
};

import { BotError } from '../../errors.ts';
import { dmAudience, isDm } from '../../privacy/audience.ts';
import { shorten } from '../../texts/clip.ts';
import type { Command } from '../command.ts';
import { completeMessage, messageOption, namedMessage, quoteLength } from './find-message.ts';
import { chatTexts } from './texts.ts';

export const branch: Command = {
  name: 'branch',
  summary: {
    en: 'Go on from an earlier message without losing this conversation.',
    de: 'Mach bei einer früheren Nachricht weiter, ohne dieses Gespräch zu verlieren.',
  },
  examples: ['chat branch 3'],
  options: [{ ...messageOption, required: true }],
  access: 'room-admin',
  lane: 'control',
  visible: 'room',
  async *run(call, needs) {
    const { store, clock, talk, tell } = needs;
    const message = await namedMessage(call, needs);
    const place = await talk.place(call);
    // What one personality was told in private is not another one's to go on from.
    const isOthers =
      message !== undefined && isDm(message.audience) && message.audience !== dmAudience(place.person ?? '', place.personality ?? '');
    if (message === undefined || isOthers) throw new BotError('not-found', 'no such message here', { field: 'message' });
    await store.commit([{ write: 'conversation', id: clock.id(), place, at: clock.now(), head: message.id }]);
    yield { kind: 'text', body: tell(chatTexts.branched, { quote: shorten(message.text, quoteLength) }) };
  },
  complete: completeMessage,
};

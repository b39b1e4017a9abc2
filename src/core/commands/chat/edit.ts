import { BotError } from '../../errors.ts';
import { textOf } from '../call.ts';
import type { Command } from '../command.ts';
import { completeMessage, messageOption, namedMessage } from './find-message.ts';
import { chatTexts } from './texts.ts';

export const edit: Command = {
  name: 'edit',
  summary: { en: 'Change your last message; the answer follows.', de: 'Ändere deine letzte Nachricht; die Antwort folgt.' },
  examples: ['chat edit what should I cook tonight, without garlic?'],
  options: [
    { name: 'text', kind: 'text', required: true, summary: { en: 'what it should say', de: 'wie sie lauten soll' }, maxLength: 20_000 },
    messageOption,
  ],
  access: 'anyone',
  lane: 'talk',
  visible: 'room',
  async *run(call, needs) {
    const { store, talk, tell } = needs;
    const { caller } = call;
    const isOwn = async (author: { readonly kind: string; readonly id: string }): Promise<boolean> =>
      author.kind === 'participant' && (await store.rooms.person(author.id as typeof caller.participant))?.id === caller.person;
    let message = await namedMessage(call, needs);
    if (message === undefined) {
      for (const one of (await talk.path(call, 50)).toReversed()) {
        if (one.forgotten || !(await isOwn(one.author))) continue;
        message = one;
        break;
      }
    }
    if (message === undefined) throw new BotError('nothing-to-do', 'nothing of theirs to change', { field: 'message' });
    if (!(await isOwn(message.author)))
      throw new BotError('not-allowed', 'not the author', {
        field: 'message',
        advice: {
          en: 'Only your own messages can be changed that way. For another answer: /chat retry',
          de: 'So lassen sich nur deine eigenen Nachrichten ändern. Für eine andere Antwort: /chat retry',
        },
      });
    const how = await talk.edit(call, message, textOf(call, 'text') ?? '');
    yield how === 'talk' ? { kind: 'talk', turn: call.turn } : { kind: 'text', body: tell(chatTexts.edited, {}) };
  },
  complete: completeMessage,
};

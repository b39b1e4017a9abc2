import type { Answer } from '../../answers/answer.ts';
import { BotError } from '../../errors.ts';
import type { Message } from '../../ports/store.ts';
import { siblingsOf } from '../../turns/variants-of.ts';
import { type Call, textOf } from '../call.ts';
import type { Command } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { completeMessage, demandOwnQuestion, messageOption, namedReply } from './find-message.ts';
import { chatTexts } from './texts.ts';

export const retry: Command = {
  name: 'retry',
  summary: {
    en: 'Get another answer. Earlier ones stay; flip through them with the arrows.',
    de: 'Hol dir eine andere Antwort. Frühere bleiben; blättere mit den Pfeilen.',
  },
  examples: ['chat retry', 'chat retry value=previous'],
  options: [
    messageOption,
    {
      name: 'value',
      kind: 'choice',
      summary: { en: 'a new answer, or one there was before', de: 'eine neue Antwort oder eine frühere' },
      choices: [
        { value: 'new', label: { en: 'a new answer', de: 'eine neue Antwort' } },
        { value: 'previous', label: { en: 'the one before', de: 'die davor' } },
        { value: 'next', label: { en: 'the one after', de: 'die danach' } },
      ],
    },
  ],
  access: 'anyone',
  lane: 'talk',
  visible: 'room',
  async *run(call, needs) {
    const reply = await namedReply(call, needs);
    await demandOwnQuestion(call, needs, reply);
    const way = textOf(call, 'value') ?? 'new';
    if (way !== 'new') {
      yield* flip(call, needs, { reply, step: way === 'previous' ? -1 : 1 });
      return;
    }
    await needs.talk.retry(call, reply);
    yield { kind: 'talk', turn: call.turn };
  },
  complete: completeMessage,
};

/** Shows another answer to the same question in the place of this one. */
async function* flip(
  call: Call,
  { store, talk, tell }: CommandNeeds,
  { reply, step }: { readonly reply: Message; readonly step: 1 | -1 },
): AsyncIterable<Answer> {
  const siblings = await siblingsOf(store, reply);
  const shown = siblings.findIndex(({ chosen }) => chosen);
  const next = siblings[(shown + step + siblings.length) % siblings.length];
  if (next === undefined || siblings.length < 2) throw new BotError('nothing-to-do', 'only one variant', { field: 'message' });
  await talk.choose(call, next);
  // Pressed under the answer itself, its arrows and words say it all.
  if (call.isPressed === true) return;
  yield { kind: 'text', body: tell(chatTexts.flipped, { number: siblings.indexOf(next) + 1, all: siblings.length }) };
}

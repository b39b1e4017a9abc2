import { BotError } from '../errors.ts';
import { nearestWord } from '../events/nearest-word.ts';
import { finished } from '../texts/finished.ts';
import { defineTexts } from '../texts/localized.ts';

const texts = defineTexts({
  near: { en: "I don't know /{word}. Did you mean /{near}?", de: '/{word} kenne ich nicht. Meintest du /{near}?' },
  none: { en: "I don't know /{word}. /help lists what I know.", de: '/{word} kenne ich nicht. /help zeigt, was ich kann.' },
});

/** No command of that name; `field` is where it was named. */
export function unknownCommand(typed: string, known: readonly string[], field: 'command' | 'name'): BotError {
  const near = nearestWord(typed, known);
  const word = typed.slice(0, 40);
  const advice = near === undefined ? finished(texts.none, { word }) : finished(texts.near, { word, near });
  return new BotError('unknown-command', 'no such command', { field, advice });
}

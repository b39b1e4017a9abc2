import { textTokens } from './estimate-tokens.ts';
import { expandMacros } from './expand-macros.ts';
import type { Piece } from './fit-pieces.ts';
import { type FixedParts, inLanguage } from './fixed-block.ts';
import { oneLine } from './prompt-scopes.ts';

/** Stands above the examples. */
export const examplesHeading = '# How you sound\nTalk in your voice, as a model for the tone. Never repeat it word for word.';

/** The personality's talk in voice, an example a piece, in the order of the file. */
export function examplePieces({ personality, language, scope }: FixedParts, tokensPerUnit: number): readonly Piece[] {
  const { examples } = personality;
  return inLanguage(examples, language).map((example) => {
    const index = examples.indexOf(example);
    const lines = example.lines.map(({ by, text }, line) => {
      const said = expandMacros(text, scope(`example/${index}/${line}`)).trim();
      return `${by === 'person' ? 'Person' : oneLine(personality.name)}: ${said}`;
    });
    const text = `\n${lines.join('\n')}`;
    return {
      text,
      tokens: textTokens(`${text}\n`, tokensPerUnit),
      item: { source: 'personality' as const, id: `example-${index + 1}`, reason: 'talk in voice', score: 1 },
    };
  });
}

import type { PromptMessage } from '../../../core/ports/provider.ts';

const marks: readonly (readonly [language: string, words: RegExp])[] = [
  [
    'de',
    /(?<![\p{L}])(?:ich|du|mein|meine|meinen|meiner|meinem|unser|unsere|ist|nicht|und|der|die|das|ein|eine|wie|was|wer|wo|heißt|heisst|heiße|hallo|danke|tschüss|bist|kannst|weißt|mir|mich|dich|auf|für|mit|moin|servus|guten|wohne|habe|über)(?![\p{L}])|[äöüß]/giu,
  ],
  [
    'en',
    /\b(?:i|you|my|our|is|are|not|and|the|a|an|what|who|where|how|called|named|hello|hi|thanks|bye|can|do|does|me|about|for|with|good|live|have|name)\b/gi,
  ],
];

/** The language of the line itself; where it shows none, that of the lines before, then the person's own. */
export function detectLanguage(text: string, lines: readonly PromptMessage[], fallback: string): string {
  for (const candidate of [
    text,
    ...lines
      .toReversed()
      .slice(0, 5)
      .map((line) => line.text),
  ]) {
    const counts = marks.map(([language, words]) => ({ language, count: candidate.slice(0, 1000).match(words)?.length ?? 0 }));
    const [best, second] = counts.toSorted((a, b) => b.count - a.count);
    if (best !== undefined && best.count > (second?.count ?? 0)) return best.language;
  }
  return fallback;
}

import type { Personality } from '../personalities/personality.ts';
import { standardTokensPerUnit } from '../providers/token-rate.ts';
import { textTokens } from './estimate-tokens.ts';
import { expandMacros } from './expand-macros.ts';
import { personalitySections } from './fixed-block.ts';
import { authorScope } from './prompt-scopes.ts';
import { pinnedLore } from './wake-lore.ts';

/** Tokens of what stands of a personality in every single prompt: all but its greetings, examples and sleeping lore. The app's own rules are not counted. */
export function alwaysTokens(personality: Personality, language: string): number {
  const scope = (place: string) => authorScope(personality, place);
  const texts = [
    ...personalitySections({ personality, language, scope }).map(({ text }) => text),
    ...pinnedLore(personality.lore).map(({ id, text }) => expandMacros(text, scope(`lore/${id}`))),
    expandMacros(personality.reminder, scope('reminder')),
  ];
  return texts.reduce((sum, text) => sum + (text === '' ? 0 : textTokens(`${text}\n\n`, standardTokensPerUnit)), 0);
}

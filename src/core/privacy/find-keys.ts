import type { Json } from '../answers/json.ts';

/** What keys and tokens look like, each long enough that no word of a language is one. None of them looks back or ahead far: texts are long. */
const shapes = [
  // OpenAI, Anthropic, OpenRouter, LiteLLM and all that follow their example; `isPhrase` lets hyphenated words pass.
  'sk-[A-Za-z0-9_-]{16,}',
  // Discord: the account's id in base64, a moment, a signature.
  '[MNO][A-Za-z0-9_-]{20,30}[.][A-Za-z0-9_-]{5,8}[.][A-Za-z0-9_-]{25,45}',
  // Matrix: tokens of Synapse and of the Matrix Authentication Service.
  'sy[trl]_[A-Za-z0-9+/]{1,200}_[A-Za-z0-9]{16,32}(?:_[A-Za-z0-9]{4,12})?',
  'm[ac][trc]_[A-Za-z0-9]{16,64}(?:_[A-Za-z0-9]{4,12})?',
  // Others that people have at hand.
  '(?:gsk|xai|hf|pplx|nvapi)[-_][A-Za-z0-9_]{24,200}',
  'AIza[A-Za-z0-9_-]{30,50}',
  'gh[pousr]_[A-Za-z0-9]{30,255}',
  'github_pat_[A-Za-z0-9_]{30,255}',
];
const candidates = new RegExp(`(?<![A-Za-z0-9])(?:${shapes.join('|')})(?![A-Za-z0-9])`, 'g');
const header = /\b(?<scheme>Bearer|Bot|Basic)\s+[\w.~+/=-]{8,}/g;

/** `sk-something-that-somebody-hyphenated`: no digit, and no run as long as a key's. */
const isPhrase = (found: string): boolean => !/\d/.test(found) && !/[A-Za-z0-9_]{20}/.test(found);

/** Whether a text holds what looks like an API key or an access token. */
export const holdsKey = (text: string): boolean => text.matchAll(candidates).some(([found]) => !isPhrase(found));

/** The same for whatever an event may carry. */
export function holdsKeyAnywhere(value: Json | undefined): boolean {
  if (typeof value === 'string') return holdsKey(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((inner) => holdsKeyAnywhere(inner));
}

/** The text with `[key]` in the place of each, for what must not hold one whatever happens: logs, the last words of a crash. */
export const withoutKeys = (text: string): string =>
  text.replace(candidates, (found) => (isPhrase(found) ? found : '[key]')).replace(header, '$<scheme> [key]');

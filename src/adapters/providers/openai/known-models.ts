import type { ModelInfo } from '../../../core/ports/provider.ts';
import { thinksFirst } from '../../wires/openai-chat/to-chat-body.ts';

const otherTrades = /audio|realtime|transcri|tts|image|search|codex|instruct|embedding|moderation|computer-use|deep-research/;

/** True for those of OpenAI's models that a talk may be held with over Chat Completions. */
export function isChatModel(id: string): boolean {
  return /^(?:ft:)?(?:gpt-\d|chatgpt-|o\d)/.test(id) && !otherTrades.test(id);
}

/** Tokens read at once, by the beginning of the name; newer ones are not known. */
const windows: readonly (readonly [RegExp, number])[] = [
  [/^gpt-5/, 272_000],
  [/^gpt-4\.1/, 1_000_000],
  [/^(?:gpt-4o|chatgpt-4o|gpt-4-turbo)/, 128_000],
  [/^o[134]/, 128_000],
  [/^gpt-4(?:-0613)?$/, 8_192],
  [/^gpt-3\.5/, 16_385],
];

/** What OpenAI's list does not tell of a model, and its documents do. */
export function knownModel(id: string): ModelInfo {
  const window = windows.find(([name]) => name.test(id))?.[1];
  return {
    id,
    ...(window === undefined ? {} : { window }),
    sees: /^(?:gpt-4o|chatgpt-4o|gpt-4\.1|gpt-4-turbo|gpt-[5-9]|o1$|o3$|o4)/.test(id),
    ...(thinksFirst(id) ? { refuses: ['temperature', 'seed'] } : {}),
  };
}

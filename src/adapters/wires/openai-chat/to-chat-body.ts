import { createHash } from 'node:crypto';
import type { OpenAI } from 'openai';
import type { ChatRequest, PromptImage, PromptMessage } from '../../../core/ports/provider.ts';
import type { ChatHost } from './chat-host.ts';

type Body = OpenAI.Chat.ChatCompletionCreateParamsStreaming;
type Line = Body['messages'][number];
type Part = OpenAI.Chat.ChatCompletionContentPartText | OpenAI.Chat.ChatCompletionContentPartImage;

/** Pictures shown to a model at once. */
const mostImages = 4;
/** Tokens a model that thinks first may think with, beyond those of its answer. */
const roomToThink = 4_096;

/** The request as Chat Completions reads it. What the model is known to refuse has been left out by whoever asks. */
export function toChatBody(request: ChatRequest, host: Pick<ChatHost, 'dialect' | 'know'>): Body {
  const { dialect } = host;
  const { temperature, seed, maxTokens } = request.hints;
  const sees = host.know(request.model)?.sees === true;
  const thinks = dialect.isOpenAI && thinksFirst(request.model);
  return {
    model: request.model,
    messages: toLines(request, { sees, marksCache: dialect.isOpenAI && marksCache(request.model) }),
    stream: true,
    stream_options: { include_usage: true },
    ...(temperature === undefined ? {} : { temperature }),
    ...(seed === undefined ? {} : { seed }),
    ...(maxTokens === undefined ? {} : { [dialect.maxTokens]: thinks ? maxTokens + roomToThink : maxTokens }),
    // A talk is waited for.
    ...(thinks && takesEffort(request.model) ? { reasoning_effort: 'low' } : {}),
    ...(request.schema === undefined ? {} : { response_format: { type: 'json_schema', json_schema: { ...request.schema, strict: true } } }),
    ...(dialect.isOpenAI ? { store: false, prompt_cache_key: cacheKey(request.messages[0]) } : {}),
    ...dialect.extra?.(request),
  };
}

function toLines({ messages }: ChatRequest, { sees, marksCache }: { readonly sees: boolean; readonly marksCache: boolean }): Line[] {
  const images = sees ? newestImages(messages) : [];
  return messages.map((message, index) => toLine(message, images[index] ?? [], marksCache && index === 0));
}

function toLine({ role, text }: PromptMessage, images: readonly PromptImage[], isMarked: boolean): Line {
  if (images.length > 0 && role === 'user') return { role, content: [{ type: 'text', text }, ...images.map(toPart)] };
  if (!isMarked) return { role, content: text };
  return { role, content: [{ type: 'text', text, prompt_cache_breakpoint: { mode: 'explicit' } }] };
}

/** By message: the newest pictures; of one message's, the first ones. */
function newestImages(messages: readonly PromptMessage[]): readonly (readonly PromptImage[])[] {
  let left = mostImages;
  const shown = messages.toReversed().map(({ images = [] }) => {
    const taken = images.slice(0, left);
    left -= taken.length;
    return taken;
  });
  return shown.toReversed();
}

function toPart({ mime, bytes }: PromptImage): Part {
  return { type: 'image_url', image_url: { url: `data:${mime};base64,${Buffer.from(bytes).toString('base64')}` } };
}

/** Requests with the same beginning go where it is still warm. */
function cacheKey(first: PromptMessage | undefined): string {
  return createHash('sha256')
    .update(first?.text ?? '')
    .digest('hex')
    .slice(0, 32);
}

/** OpenAI's models that think before they answer: the families o1, o3, o4, and from gpt-5 on all but the chat ones. */
export function thinksFirst(model: string): boolean {
  return /^o\d/.test(model) || (versionOf(model) >= 5 && !/chat/.test(model));
}

/** The largest ones only think hard. */
function takesEffort(model: string): boolean {
  return !/-pro\b|preview|^o1-mini/.test(model);
}

/** From gpt-5.6 on the end of the part that stays is told; earlier ones find it themselves, and refuse to be told. */
function marksCache(model: string): boolean {
  return versionOf(model) >= 5.6;
}

function versionOf(model: string): number {
  return Number(/^gpt-(\d+(?:\.\d+)?)(?:-|$)/.exec(model)?.[1] ?? 0);
}

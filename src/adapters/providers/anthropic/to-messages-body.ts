import type { Anthropic } from '@anthropic-ai/sdk';
import type { ChatRequest, PromptImage, PromptMessage } from '../../../core/ports/provider.ts';
import type { BookedModel } from './model-book.ts';

type Body = Anthropic.MessageCreateParamsStreaming;
type Block = Anthropic.TextBlockParam | Anthropic.ImageBlockParam;
type Role = 'user' | 'assistant';

/** Tokens of an answer where nobody wishes for another number; the API wants one. */
const usualTokens = 4_096;
/** Tokens a model may think with, beyond those of its answer. */
const roomToThink = 4_096;
/** Pictures shown to a model at once. */
const mostImages = 4;
/** What a talk begins or ends with that is not a person's: the API wants their turn first and last. */
const nothingSaid = '…';

const imageTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'] as const;

/** The request as the Messages API reads it. There are no knobs for chance: it refuses them at any value. */
export function toMessagesBody({ model, messages, hints, schema }: ChatRequest, booked: BookedModel): Body {
  const wanted = hints.maxTokens ?? usualTokens;
  const room = booked.thinks === 'always' || booked.thinks === 'unknown' ? roomToThink : 0;
  const isThrifty = booked.thinks === 'always' && booked.takesEffort;
  const system = toSystem(messages);
  return {
    model,
    max_tokens: Math.min(wanted + room, booked.mostTokens ?? Number.POSITIVE_INFINITY),
    ...(system.length === 0 ? {} : { system }),
    messages: toTurns(messages, booked.info.sees === true),
    stream: true,
    // A talk is waited for.
    ...(booked.thinks === 'unless-told' ? { thinking: { type: 'disabled' } } : {}),
    ...(schema === undefined && !isThrifty
      ? {}
      : {
          output_config: {
            ...(schema === undefined ? {} : { format: { type: 'json_schema', schema: schema.schema } }),
            ...(isThrifty ? { effort: 'low' } : {}),
          },
        }),
  };
}

/** All rules, wherever they stand in the talk. The first message is the part that stays the same: what is cached ends there. */
function toSystem(messages: readonly PromptMessage[]): Anthropic.TextBlockParam[] {
  return messages.flatMap(({ role, text }, index) => {
    if (role !== 'system' || text.trim() === '') return [];
    return [{ type: 'text', text, ...(index === 0 ? { cache_control: { type: 'ephemeral', ttl: '5m' } } : {}) } as const];
  });
}

/** Turns that alternate, the person's first and last. */
function toTurns(messages: readonly PromptMessage[], sees: boolean): Anthropic.MessageParam[] {
  const images = sees ? newestImages(messages) : [];
  const turns: { readonly role: Role; readonly content: Block[] }[] = [];
  const say = (role: Role, blocks: readonly Block[]): void => {
    if (blocks.length === 0) return;
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...blocks);
    else turns.push({ role, content: [...blocks] });
  };
  for (const [index, { role, text }] of messages.entries()) {
    if (role === 'system') continue;
    if (turns.length === 0 && role === 'assistant') say('user', [{ type: 'text', text: nothingSaid }]);
    const shown = role === 'user' ? (images[index] ?? []).flatMap(toImage) : [];
    say(role, [...shown, ...(text.trim() === '' ? [] : [{ type: 'text', text } as const])]);
  }
  if (turns.at(-1)?.role !== 'user') say('user', [{ type: 'text', text: nothingSaid }]);
  return turns;
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

function toImage({ mime, bytes }: PromptImage): Block[] {
  const type = imageTypes.find((one) => one === mime);
  if (type === undefined) return [];
  return [{ type: 'image', source: { type: 'base64', media_type: type, data: Buffer.from(bytes).toString('base64') } }];
}

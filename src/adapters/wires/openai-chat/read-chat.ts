import { z } from 'zod';
import { BotError } from '../../../core/errors.ts';
import type { Delta, FinishReason, Usage } from '../../../core/ports/provider.ts';
import { createThinkingFilter } from '../thinking/hide-thinking.ts';
import { readUsage } from './read-usage.ts';

type Finish = Extract<Delta, { readonly type: 'finish' }>;

const text = z.string().nullish();
const part = z.object({ type: text, text, thinking: z.array(z.object({ text })).nullish().catch(undefined) });
const chunk = z.object({
  choices: z
    .array(
      z.object({
        index: z.number().nullish(),
        delta: z.object({ content: z.union([text, z.array(part)]), reasoning_content: text, reasoning: text, refusal: text }).nullish(),
        finish_reason: text,
      }),
    )
    .nullish(),
  usage: z.unknown().optional(),
});
type Words = NonNullable<NonNullable<NonNullable<z.infer<typeof chunk>['choices']>[number]>['delta']>;

/**
 * The words of an answer as they come, and the finish when all is said. `onFinish` is called at the first word of it: what follows is only
 * nice to know. Without a finish the server broke off.
 */
export async function* readChat(chunks: AsyncIterable<unknown>, onFinish: () => void): AsyncGenerator<Delta, void, void> {
  const filter = createThinkingFilter();
  let raw: string | undefined;
  let usage: Usage | undefined;
  let isRefused = false;
  const finish = (): Finish | undefined =>
    raw === undefined ? undefined : { type: 'finish', reason: isRefused ? 'refusal' : toReason(raw), raw, ...(usage && { usage }) };
  try {
    for await (const each of chunks) {
      const read = parse(each);
      usage = readUsage(read.usage) ?? usage;
      const choice = read.choices?.find(({ index }) => (index ?? 0) === 0);
      if (choice === undefined) continue;
      const said = choice.delta ?? {};
      // An answer that goes on after its end is not listened to.
      if (raw !== undefined) {
        if (contentOf(said).spoken !== '') break;
        continue;
      }
      const { thought, spoken } = contentOf(said);
      if (thought !== '') yield { type: 'reasoning', text: thought };
      yield* filter.push(spoken);
      isRefused ||= isFilled(said.refusal);
      if (!isFilled(choice.finish_reason)) continue;
      if (choice.finish_reason === 'error') throw new BotError('provider-failed', "the model's server broke off with an error");
      yield* filter.end();
      // A server's own word goes on only where it can be nothing but a word.
      raw = /^[\w-]{1,40}$/.test(choice.finish_reason) ? choice.finish_reason : '';
      onFinish();
    }
  } catch (thrown) {
    if (raw === undefined) throw thrown;
  }
  const last = finish();
  if (last !== undefined) yield last;
}

function parse(each: unknown): z.infer<typeof chunk> {
  const read = chunk.safeParse(each);
  // Neither the piece nor the parser's message may go on: both hold words of the talk.
  if (!read.success) throw new BotError('provider-protocol', 'a piece of the answer cannot be read');
  return read.data;
}

/** Hidden reasoning stands in a field of its own, whose name differs from server to server, or in parts of the content. */
function contentOf({ content, reasoning_content, reasoning, refusal }: Partial<Words>): {
  readonly thought: string;
  readonly spoken: string;
} {
  const parts = Array.isArray(content) ? content : [];
  const thought = parts.flatMap(({ thinking }) => (thinking ?? []).map((one) => one.text ?? ''));
  const spoken = typeof content === 'string' ? content : parts.map((one) => one.text ?? '').join('');
  return {
    thought: (isFilled(reasoning_content) ? reasoning_content : (reasoning ?? '')) + thought.join(''),
    spoken: spoken + (refusal ?? ''),
  };
}

function toReason(raw: string): FinishReason {
  if (raw === 'length' || raw === 'max_tokens') return 'length';
  return raw === 'content_filter' || raw === 'refusal' || raw === 'safety' ? 'refusal' : 'stop';
}

function isFilled(value: string | null | undefined): value is string {
  return value !== undefined && value !== null && value !== '';
}

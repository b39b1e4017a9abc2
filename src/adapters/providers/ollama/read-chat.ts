import { z } from 'zod';
import { BotError } from '../../../core/errors.ts';
import type { Delta, FinishReason, Usage } from '../../../core/ports/provider.ts';
import { createThinkingFilter } from '../../wires/thinking/hide-thinking.ts';
import { readLines } from './read-lines.ts';

const count = z.number().int().nonnegative().optional().catch(undefined);
const text = z.string().nullish();

const chunk = z.object({
  message: z.object({ content: text, thinking: text }).nullish(),
  done: z.boolean().nullish(),
  done_reason: text,
  prompt_eval_count: count,
  eval_count: count,
  error: z.unknown().optional(),
  remote_host: text,
  remote_model: text,
});
type Chunk = z.infer<typeof chunk>;

/** The words of an answer as they come, up to the one finish, whatever the server sends after it. Without one the server broke off. */
export async function* readChat(body: AsyncIterable<Uint8Array>): AsyncGenerator<Delta, void, void> {
  const filter = createThinkingFilter();
  let isEmpty = true;
  for await (const line of readLines(body)) {
    const read = parse(line);
    if (read.error !== undefined && read.error !== null)
      throw new BotError('provider-failed', "the model's server broke off with an error");
    if (isFilled(read.remote_host) || isFilled(read.remote_model))
      throw new BotError('provider-protocol', "the model's server passed the words on to another");
    if (isFilled(read.message?.thinking)) yield { type: 'reasoning', text: read.message.thinking };
    const pieces = [...filter.push(read.message?.content ?? ''), ...(read.done === true ? filter.end() : [])];
    isEmpty &&= pieces.length === 0;
    yield* pieces;
    if (read.done !== true) continue;
    yield toFinish(read, isEmpty);
    return;
  }
}

function parse(line: string): Chunk {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    json = undefined;
  }
  const read = chunk.safeParse(json);
  // Neither the line nor the parser's message may go on: both hold words of the talk.
  if (!read.success) throw new BotError('provider-protocol', 'a line of the answer cannot be read');
  return read.data;
}

function toFinish(last: Chunk, isEmpty: boolean): Extract<Delta, { type: 'finish' }> {
  const raw = last.done_reason ?? '';
  // Loading and unloading are said in the same shape as an answer, but nobody has answered.
  if (isEmpty && /^(?:un)?load$/.test(raw)) throw new BotError('provider-protocol', 'the server loaded the model and said nothing');
  const reason: FinishReason = raw === 'length' ? 'length' : 'stop';
  const usage = toUsage(last);
  return { type: 'finish', reason, raw, ...(usage === undefined ? {} : { usage }) };
}

/** Only when both are told: a count that is left out is not zero. */
function toUsage({ prompt_eval_count: read, eval_count: out }: Chunk): Usage | undefined {
  return read === undefined || out === undefined ? undefined : { in: read, cached: 0, out };
}

function isFilled(value: string | null | undefined): value is string {
  return value !== undefined && value !== null && value !== '';
}

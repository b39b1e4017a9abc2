import { z } from 'zod';
import { BotError } from '../../../core/errors.ts';
import type { Delta, FinishReason } from '../../../core/ports/provider.ts';

const count = z.number().int().nonnegative().nullish().catch(undefined);
const usage = z
  .object({ input_tokens: count, cache_read_input_tokens: count, cache_creation_input_tokens: count, output_tokens: count })
  .nullish()
  .catch(undefined);
type Counts = z.infer<typeof usage>;

const text = z.string().nullish();
const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message_start'), message: z.object({ usage }) }),
  z.object({ type: z.literal('content_block_start'), content_block: z.object({ type: z.string(), text, thinking: text }) }),
  z.object({ type: z.literal('content_block_delta'), delta: z.object({ type: z.string(), text, thinking: text }) }),
  z.object({ type: z.literal('message_delta'), delta: z.object({ stop_reason: text }), usage }),
  z.object({ type: z.literal('message_stop') }),
]);
type Event = z.infer<typeof event>;
const kinds: ReadonlySet<string> = new Set(event.options.map(({ shape }) => shape.type.value));
const anyEvent = z.object({ type: z.string() });

const reasons: Readonly<Record<string, FinishReason>> = {
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  refusal: 'refusal',
};

/** The words of a message as they come, and the finish when it stops. Without a stop the server broke off. */
export async function* readMessages(events: AsyncIterable<unknown>, onFinish: () => void): AsyncGenerator<Delta, void, void> {
  let raw = '';
  let counts: Counts;
  let isOver = false;
  try {
    for await (const each of events) {
      // A message that goes on after its end is not listened to.
      if (isOver) break;
      const read = parse(each);
      if (read === undefined) continue;
      if (read.type === 'content_block_start') yield* toWords(read.content_block);
      if (read.type === 'content_block_delta') yield* toWords(read.delta);
      if (read.type === 'message_start') counts = read.message.usage;
      if (read.type === 'message_delta') {
        // A server's own word goes on only where it can be nothing but a word.
        raw = /^[\w-]{1,40}$/.exec(read.delta.stop_reason ?? '')?.[0] ?? raw;
        counts = latest(counts, read.usage);
      }
      if (read.type !== 'message_stop') continue;
      isOver = true;
      onFinish();
    }
  } catch (thrown) {
    if (!isOver) throw thrown;
  }
  if (isOver) yield toFinish(raw, counts);
}

/** Undefined: an event of a kind that nobody has to know. */
function parse(each: unknown): Event | undefined {
  const kind = anyEvent.safeParse(each);
  if (kind.success && !kinds.has(kind.data.type)) return undefined;
  const read = event.safeParse(each);
  // Neither the event nor the parser's message may go on: both hold words of the talk.
  if (!read.success) throw new BotError('provider-protocol', 'an event of the answer cannot be read');
  return read.data;
}

function* toWords(part: { readonly text?: string | null | undefined; readonly thinking?: string | null | undefined }): Generator<Delta> {
  const { text: said = '', thinking: thought = '' } = part;
  if (thought !== null && thought !== '') yield { type: 'reasoning', text: thought };
  if (said !== null && said !== '') yield { type: 'text', text: said };
}

/** Counts run on from event to event; a later one that leaves something out does not take it back. */
function latest(before: Counts, now: Counts): Counts {
  const told = Object.entries(now ?? {}).filter(([, value]) => value !== undefined && value !== null);
  return { ...before, ...Object.fromEntries(told) };
}

function toFinish(raw: string, counts: Counts): Extract<Delta, { type: 'finish' }> {
  const finish = { type: 'finish', reason: reasons[raw] ?? 'stop', raw } as const;
  const { input_tokens: fresh, output_tokens: out, cache_read_input_tokens: read, cache_creation_input_tokens: written } = counts ?? {};
  // Only when both are told: a count that is left out is not zero.
  if (fresh === undefined || fresh === null || out === undefined || out === null) return finish;
  const cached = read ?? 0;
  return { ...finish, usage: { in: fresh + cached + (written ?? 0), cached, out } };
}

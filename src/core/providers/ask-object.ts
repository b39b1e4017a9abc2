import { type ZodType, z } from 'zod';
import type { Json } from '../answers/json.ts';
import { BotError, toBotError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { ChatRequest, PromptMessage, ProviderContext, Usage } from '../ports/provider.ts';
import { type AttemptPlan, afterFailure, beginAttempts, firstTokenMs } from './attempt-plan.ts';
import type { Candidate } from './model-router.ts';
import { readStream, type StreamDeadlines } from './read-stream.ts';
import { withoutWishes } from './refused-wishes.ts';

/** Longest answer that is read, in UTF-16 units: an object is never longer. */
const longest = 64_000;
/** What of a broken answer is shown to the model again. */
const longestShown = 4_000;

export interface ObjectQuestion<Value> {
  /** Letters, digits and `_`. */
  readonly name: string;
  readonly schema: ZodType<Value>;
  /** The request without its model; made anew for each candidate, as each may read another amount. */
  request(candidate: Candidate): Omit<ChatRequest, 'model' | 'schema'>;
}

export interface ObjectAsking {
  readonly clock: Clock;
  readonly deadlines: StreamDeadlines;
  readonly signal: AbortSignal;
  /** Best first. */
  readonly candidates: readonly [Candidate, ...Candidate[]];
  access(candidate: Candidate): Promise<Pick<ProviderContext, 'fetch' | 'key'>>;
  /** Somebody is asked again, or somebody else is asked. */
  onAgain?(candidate: Candidate): void;
  /** What one request took. */
  onDone?(candidate: Candidate, usage: Usage | undefined): void;
}

/** An answer as data, and by whom. */
export interface AskedObject<Value> {
  readonly value: Value;
  readonly candidate: Candidate;
}

/**
 * Asks for one object and checks it: whatever a provider promises of its schemas, what is handed on has been looked at here. A broken one is
 * sent back once with what is wrong with it. Throws `answer-unusable` after that, and a provider's own failures once everybody was asked.
 */
export async function askObject<Value>(asking: ObjectAsking, question: ObjectQuestion<Value>): Promise<AskedObject<Value>> {
  let plan: AttemptPlan = beginAttempts(asking.candidates);
  for (;;) {
    try {
      return { value: await askOne(asking, question, plan), candidate: plan.candidate };
    } catch (thrown) {
      asking.signal.throwIfAborted();
      const error = toBotError(thrown);
      const next = afterFailure(plan, error, asking.clock.random());
      if (next === undefined) throw error;
      if (next.pauseMs > 0) await asking.clock.sleep(next.pauseMs, asking.signal);
      plan = next.plan;
      asking.onAgain?.(plan.candidate);
    }
  }
}

async function askOne<Value>(asking: ObjectAsking, question: ObjectQuestion<Value>, plan: AttemptPlan): Promise<Value> {
  const request = toRequest(question, plan);
  const text = await answerTo(asking, plan, request);
  const first = readObject(question.schema, text);
  if (first.ok) return first.value;
  asking.onAgain?.(plan.candidate);
  const repair: readonly PromptMessage[] = [
    { role: 'assistant', text: text.slice(0, longestShown) },
    { role: 'user', text: `That is not what was asked for: ${first.fault}\nAnswer with the corrected JSON object and nothing else.` },
  ];
  const second = readObject(question.schema, await answerTo(asking, plan, { ...request, messages: [...request.messages, ...repair] }));
  if (second.ok) return second.value;
  throw new BotError('answer-unusable', 'the answer is not of the shape that was asked for, twice');
}

function toRequest<Value>({ name, schema, request }: ObjectQuestion<Value>, { candidate, without }: AttemptPlan): ChatRequest {
  // JSON by construction; zod's type is wider.
  const shape = JSON.parse(JSON.stringify(z.toJSONSchema(schema))) as Readonly<Record<string, Json>>;
  const whole = { ...request(candidate), model: candidate.model.id, schema: { name, schema: shape } };
  return withoutWishes(whole, [...without, ...(candidate.model.refuses ?? [])]);
}

async function answerTo(asking: ObjectAsking, plan: AttemptPlan, request: ChatRequest): Promise<string> {
  const { clock, deadlines, signal } = asking;
  const { candidate } = plan;
  const watch = {
    clock,
    signal,
    access: await asking.access(candidate),
    deadlines: { ...deadlines, firstTokenMs: firstTokenMs(plan, deadlines.firstTokenMs) },
  };
  let text = '';
  for await (const delta of readStream(candidate.provider, request, watch)) {
    if (delta.type === 'text') text += delta.text;
    if (text.length > longest) throw new BotError('answer-unusable', 'the answer does not end');
    if (delta.type !== 'finish') continue;
    asking.onDone?.(candidate, delta.usage);
    if (delta.reason === 'refusal') throw new BotError('provider-refused', 'the model would not answer');
  }
  return text;
}

type Read<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: string };

/** The object in an answer, whatever stands around it: small models like to explain themselves and to fence it in. */
export function readObject<Value>(schema: ZodType<Value>, text: string): Read<Value> {
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}')];
  if (from < 0 || to < from) return { ok: false, fault: 'there is no JSON object in it.' };
  let json: unknown;
  try {
    json = JSON.parse(text.slice(from, to + 1));
  } catch {
    return { ok: false, fault: 'it is not valid JSON.' };
  }
  const read = schema.safeParse(json);
  return read.success ? { ok: true, value: read.data } : { ok: false, fault: z.prettifyError(read.error).slice(0, 1_000) };
}

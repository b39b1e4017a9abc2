import type { Json } from '../answers/json.ts';
import type { Clock } from '../ports/clock.ts';
import { type ChatRequest, type Wish, wishes } from '../ports/provider.ts';
import type { Store } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';
import type { Candidate } from './model-router.ts';

/** A model may have learned meanwhile. */
const lifeMs = 24 * 3_600_000;

interface Needs {
  readonly store: Pick<Store, 'marks'>;
  readonly clock: Clock;
}

/** Wishes that this model refuses, as its provider knows and as it was found out within the last day. */
export async function refusedWishes({ store, clock }: Needs, candidate: Candidate): Promise<readonly Wish[]> {
  const learned = read(await store.marks.get(keyOf(candidate)));
  return [...(candidate.model.refuses ?? []), ...wishes.filter((wish) => (learned[wish] ?? 0) > clock.now())];
}

/** The write that keeps a refusal in mind; undefined: it was known, or is none. */
export async function rememberRefusal({ store, clock }: Needs, candidate: Candidate, field: string): Promise<Write | undefined> {
  const wish = wishes.find((one) => one === field);
  if (wish === undefined) return undefined;
  const learned = read(await store.marks.get(keyOf(candidate)));
  if ((learned[wish] ?? 0) > clock.now()) return undefined;
  return { write: 'mark', key: keyOf(candidate), value: { ...learned, [wish]: clock.now() + lifeMs } };
}

/** The request as such a model takes it. */
export function withoutWishes(request: ChatRequest, refused: readonly Wish[]): ChatRequest {
  if (refused.length === 0) return request;
  const { temperature, seed, maxTokens } = request.hints;
  const { schema, ...rest } = request;
  return {
    ...rest,
    hints: {
      ...(temperature === undefined || refused.includes('temperature') ? {} : { temperature }),
      ...(seed === undefined || refused.includes('seed') ? {} : { seed }),
      ...(maxTokens === undefined || refused.includes('maxTokens') ? {} : { maxTokens }),
    },
    messages: refused.includes('images') ? request.messages.map(({ images: _images, ...line }) => line) : request.messages,
    ...(schema === undefined || refused.includes('schema') ? {} : { schema }),
  };
}

function keyOf({ provider, model }: Candidate): string {
  return `refuses/${provider.name}/${model.id}`;
}

function read(value: Json | undefined): Readonly<Record<string, number>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}

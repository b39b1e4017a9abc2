import { z } from 'zod';

/** Half a surrogate pair cannot be stored: two such ids would become the same. */
const isWhole = (text: string): boolean => text.isWellFormed();
const notWhole = { error: 'must not hold half a surrogate pair' };
const id = z.string().min(1).max(200).refine(isWhole, notWhole);
const name = z
  .string()
  .min(1)
  .max(64)
  .regex(/^\P{Cc}+$/u, { error: 'must not hold control characters' })
  .refine(isWhole, notWhole);
const place = { room: name.optional(), members: z.array(name).max(1000).optional() };

const known = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('message'), id, from: name, text: z.string(), ...place }),
  z.strictObject({
    type: z.literal('command'),
    id,
    from: name,
    call: z.strictObject({ command: z.string().min(1), args: z.record(z.string(), z.json()).default({}) }),
    ...place,
  }),
  z.strictObject({ type: z.literal('press'), id, from: name, token: z.string().min(1).max(200), ...place }),
  z.strictObject({
    type: z.literal('submit'),
    id,
    from: name,
    form: z.string().min(1).max(200),
    revision: z.int(),
    values: z.record(z.string(), z.json()),
    partial: z.boolean().optional(),
    ...place,
  }),
  z.strictObject({ type: z.literal('edit'), id, from: name, of: id, text: z.string() }),
  z.strictObject({ type: z.literal('delete'), id, from: name, of: id }),
  z.strictObject({ type: z.literal('join'), id, room: name, from: name }),
  z.strictObject({ type: z.literal('leave'), id, room: name, from: name }),
  z.strictObject({ type: z.literal('seen'), key: id }),
]);

export type ProbeLine = z.infer<typeof known>;

export type ReadLine = { readonly line: ProbeLine } | { readonly field: string; readonly reason: string };

/** One input line of the contract, or the field at fault and why. */
export function readProbeLine(text: string): ReadLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { field: 'line', reason: 'The line is not JSON.' };
  }
  const read = known.safeParse(value, { reportInput: true });
  if (read.success) return { line: read.data };
  const issue = read.error.issues[0];
  const path = issue?.code === 'unrecognized_keys' ? issue.keys : (issue?.path ?? []);
  const field = path.length === 0 ? 'line' : path.map(String).join('.');
  return { field, reason: `${field} ${reasonOf(issue)}.` };
}

/** Why, in the words of the contract; what the library calls things stays inside. */
function reasonOf(issue: z.core.$ZodIssue | undefined): string {
  switch (issue?.code) {
    case 'invalid_union':
      return `must be one of: ${known.options.map(({ shape }) => shape.type.value).join(', ')}`;
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be of the type ${issue.expected}`;
    case 'too_small':
      return 'must not be empty';
    case 'too_big':
      return `must hold at most ${String(issue.maximum)}`;
    case 'custom':
    case 'invalid_format':
      return issue.message;
    default:
      return 'is not in the contract';
  }
}

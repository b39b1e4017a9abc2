import type { ZodObject, z } from 'zod';
import { BotError } from '../core/errors.ts';

/** The values of one schema from the environment; an empty variable counts as unset. Throws naming every faulty one, never a value. */
export function readSettings<Settings extends ZodObject>(
  schema: Settings,
  env: Readonly<Record<string, string | undefined>>,
): z.infer<Settings> {
  const names = Object.keys(schema.shape);
  const given = Object.fromEntries(names.flatMap((name) => (env[name] === undefined || env[name] === '' ? [] : [[name, env[name]]])));
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => ({ name: String(path[0]), reason: toReason(message) }));
  const text = faults.map(({ name, reason }) => `${name} ${reason}`).join('\n');
  throw new BotError('settings-invalid', `${text}\n.env.example says what each setting takes.`, { field: faults[0]?.name ?? 'settings' });
}

/** zod's own sentences begin differently from ours. */
function toReason(message: string): string {
  return message.replace(/^Invalid option: expected one of /, 'must be one of ').replace(/^Invalid (?:input|string): /, 'is wrong: ');
}

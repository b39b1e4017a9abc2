import { checkField } from '../../answers/check-field.ts';
import type { Json } from '../../answers/json.ts';
import { personalitySchema } from '../../personalities/personality.ts';
import type { PersonalityBody } from '../../personalities/studio.ts';
import { finished } from '../../texts/finished.ts';
import { defineTexts, type Localized } from '../../texts/localized.ts';
import type { Tell } from '../command-needs.ts';
import type { EditableField } from './editable-field.ts';
import { toField } from './to-field.ts';

const texts = defineTexts({
  line: {
    en: 'Entry {entry, number}: at most {most, number} characters fit.',
    de: 'Eintrag {entry, number}: höchstens {most, number} Zeichen passen.',
  },
  entries: { en: 'At most {most, number} entries fit.', de: 'Höchstens {most, number} Einträge passen.' },
  long: { en: 'At most {most, number} characters fit.', de: 'Höchstens {most, number} Zeichen passen.' },
  entry: { en: 'Entry {entry, number} does not fit: {reason}.', de: 'Eintrag {entry, number} passt nicht: {reason}.' },
  other: { en: 'This does not fit: {reason}.', de: 'Das passt nicht: {reason}.' },
});

/** What is wrong, by the field's id. */
export type Faults = ReadonlyMap<string, Localized<string>>;

const schema = personalitySchema.omit({ id: true, revision: true });

/** What is wrong with a body in these fields; whatever else is wrong is reported under its part's name. */
export function bodyFaults(body: PersonalityBody, fields: readonly EditableField[]): Faults {
  const read = schema.safeParse(body);
  const faults = new Map<string, Localized<string>>();
  for (const issue of read.error?.issues ?? []) {
    const [part, at] = issue.path;
    const field = fields.find((one) => one.part === part && isMeant(one, body, at));
    const id = field?.id ?? String(part);
    if (!faults.has(id)) faults.set(id, sentence(issue));
  }
  return faults;
}

/** Several fields share a part: a slider is found by its name, a greeting by its kind. */
function isMeant({ id, part }: EditableField, body: PersonalityBody, at: PropertyKey | undefined): boolean {
  if (part === 'sliders') return at === undefined || at === id;
  if (part !== 'greetings' || typeof at !== 'number') return true;
  const kind = body.greetings[at]?.kind;
  return id === (kind === 'first' ? 'greeting' : `greeting-${kind}`);
}

/** What is wrong with one value as it was typed. */
export function valueFault(field: EditableField, value: Json | undefined, tell: Tell): Localized<string> | undefined {
  return checkField(toField(field, { value }, tell), value);
}

function sentence(issue: {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly maximum?: unknown;
  readonly origin?: unknown;
}): Localized<string> {
  const entry = issue.path.find((step) => typeof step === 'number');
  const most = typeof issue.maximum === 'number' ? issue.maximum : undefined;
  if (most !== undefined && issue.origin === 'array') return finished(texts.entries, { most });
  if (most !== undefined && entry !== undefined) return finished(texts.line, { entry: entry + 1, most });
  if (most !== undefined) return finished(texts.long, { most });
  if (entry !== undefined) return finished(texts.entry, { entry: entry + 1, reason: issue.message });
  return finished(texts.other, { reason: issue.message });
}

import { anchors } from '../../personalities/guidance/anchors.ts';
import { toLevel } from '../../personalities/guidance/to-level.ts';
import type { PersonalityBody } from '../../personalities/studio.ts';
import { clip } from '../../texts/clip.ts';
import type { Tell } from '../command-needs.ts';
import { editTexts } from './edit-texts.ts';
import type { EditableField, Language } from './editable-field.ts';
import { fields } from './fields.ts';
import { isSlider } from './slider-field.ts';

/** Most characters of one value in a list of changes. */
const mostShown = 120;

export interface Comparison {
  readonly before: PersonalityBody;
  readonly after: PersonalityBody;
}

/** What differs, a line per field: `Warmth: 2 reserved → 4 warm`. */
export function listChanges({ before, after }: Comparison, language: Language, tell: Tell): readonly string[] {
  const changed = fields.flatMap((field) => {
    const [old, now] = cutToChange(say(field, before, language), say(field, after, language));
    if (old === now) return [];
    const nothing = tell(editTexts.nothing, {});
    return [`${tell(field.label, {})}: ${old === '' ? nothing : old} → ${now === '' ? nothing : now}`];
  });
  return changed.length === 0 && !isSame(before, after) ? [tell(editTexts['other-parts'], {})] : changed;
}

/** True when both say the same in every part, shown or not. */
export function isSame(before: PersonalityBody, after: PersonalityBody): boolean {
  return JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
}

function sorted(body: PersonalityBody): readonly (readonly [string, unknown])[] {
  return Object.entries({ ...body, sliders: Object.entries(body.sliders).toSorted() }).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** A value as people read it. */
function say(field: EditableField, body: PersonalityBody, language: Language): string {
  if (isSlider(field.id)) {
    const value = body.sliders[field.id];
    if (value === undefined) return '';
    const level = toLevel(value);
    const word = anchors(field.id, language)[level - 1] ?? '';
    return value === level * 20 - 10 ? `${level} ${word}` : `${value} % ${word}`;
  }
  const value = field.read(body, language);
  return value === undefined || value === null ? '' : String(value).trim();
}

/** Two texts cut down to where they differ, with a little around it. */
function cutToChange(before: string, after: string): readonly [string, string] {
  if (before === after || (before.length <= mostShown && after.length <= mostShown)) return [oneLine(before), oneLine(after)];
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  // A word or two in front, from the beginning of one.
  const from = start < 30 ? 0 : before.lastIndexOf(' ', start - 20) + 1;
  const cut = (text: string): string => (text === '' ? '' : `${from > 0 ? '… ' : ''}${clip(oneLine(text.slice(from)), mostShown)}`);
  const [old, now] = [cut(before), cut(after)];
  return old === now ? [`${old} (${before.length})`, `${now} (${after.length})`] : [old, now];
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' / ');
}

import { BotError } from '../../errors.ts';
import { bodyOf, fromDraft } from '../../personalities/body-of.ts';
import type { LibraryEntry } from '../../personalities/library.ts';
import type { Personality } from '../../personalities/personality.ts';
import type { PersonalityBody } from '../../personalities/studio.ts';
import type { DraftRow } from '../../ports/personality-store.ts';
import type { Caller } from '../call.ts';
import type { CommandNeeds } from '../command-needs.ts';
import type { Language } from './editable-field.ts';
import { fields } from './fields.ts';
import { portraitField, withPortrait } from './portrait-field.ts';
import { isSlider, withSlider } from './slider-field.ts';

/** One person's work on one personality. */
export interface Work {
  readonly held: Personality;
  /** What holds now, without identity. */
  readonly before: PersonalityBody;
  /** With the unsaved changes. */
  readonly body: PersonalityBody;
  /** Unsaved changes that wait. */
  readonly draft: DraftRow | undefined;
}

/** What somebody would go on with: what holds, and on top of it the changes they have not saved. */
export async function workOn(
  entry: LibraryEntry,
  caller: Caller,
  { library, studio }: Pick<CommandNeeds, 'library' | 'studio'>,
): Promise<Work> {
  const [held, draft] = await Promise.all([library.get(entry.id), studio.draft(caller, entry.id)]);
  if (held === undefined) throw new BotError('unknown-personality', 'deleted meanwhile', { field: 'name' });
  const before = bodyOf(held);
  const unsaved = draft === undefined ? undefined : fromDraft(draft.body);
  if (draft === undefined || unsaved === undefined) return { held, before, body: before, draft: undefined };
  if (draft.base === held.revision) return { held, before, body: unsaved, draft };
  const base = await library.get(entry.id, draft.base);
  const from = base === undefined ? before : bodyOf(base);
  return { held, before, body: carryOver({ from, unsaved, onto: before }, caller.language), draft };
}

/** Unsaved changes of fields moved onto a newer revision: what was not touched is the newer one's. */
function carryOver(
  { from, unsaved, onto }: { readonly from: PersonalityBody; readonly unsaved: PersonalityBody; readonly onto: PersonalityBody },
  language: Language,
): PersonalityBody {
  return fields.reduce((body, field) => {
    // A slider may stand between two levels: it is taken as it is.
    if (isSlider(field.id)) {
      const wanted = unsaved.sliders[field.id];
      return from.sliders[field.id] === wanted ? body : withSlider(body, field.id, wanted);
    }
    // What it shows of a picture is not the picture.
    if (field === portraitField) return from.portrait?.hash === unsaved.portrait?.hash ? body : withPortrait(body, unsaved.portrait);
    const [began, wanted] = [field.read(from, language), field.read(unsaved, language)];
    return String(began ?? '') === String(wanted ?? '') ? body : field.write(body, wanted, language);
  }, onto);
}

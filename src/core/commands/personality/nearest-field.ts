import { BotError } from '../../errors.ts';
import { nearestWord } from '../../events/nearest-word.ts';
import { foldName } from '../../personalities/fold-name.ts';
import { finished } from '../../texts/finished.ts';
import { editTexts } from './edit-texts.ts';
import type { EditableField } from './editable-field.ts';
import { fields } from './fields.ts';

/** The field of this id or label. Throws `invalid-option` with the one that was probably meant. */
export function nearestField(typed: string): EditableField {
  const word = foldName(typed);
  const found = fields.find(({ id, label }) => id === word || foldName(label.en) === word || foldName(label.de) === word);
  if (found !== undefined) return found;
  const near = nearestWord(
    word,
    fields.map(({ id }) => id),
  );
  throw new BotError('invalid-option', 'no such field', {
    field: 'field',
    advice: finished(editTexts['unknown-field'], { field: typed.slice(0, 40), near: near ?? 'none' }),
  });
}

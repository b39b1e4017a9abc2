import type { PersonalityBody } from '../../personalities/studio.ts';
import type { EditableField } from './editable-field.ts';
import { texts } from './texts.ts';

/** What it looks like. A form shows which picture is there, not the bytes; a new one comes by `receivePortrait`, so this only takes it away. */
export const portraitField: EditableField = {
  id: 'portrait',
  label: texts['field-portrait'],
  help: texts['help-portrait'],
  kind: 'file',
  part: 'portrait',
  isPicture: true,
  read: ({ portrait }) =>
    portrait === undefined ? undefined : `${portrait.mime.slice('image/'.length).toUpperCase()} ${portrait.hash.slice(0, 8)}`,
  write: (body, value) => (value === undefined || value === null || value === '' ? withPortrait(body, undefined) : body),
};

/** The body with another portrait; undefined: with none. */
export function withPortrait(body: PersonalityBody, portrait: PersonalityBody['portrait']): PersonalityBody {
  const { portrait: _, ...others } = body;
  return portrait === undefined ? others : { ...others, portrait };
}

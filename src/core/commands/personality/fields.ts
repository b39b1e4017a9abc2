import type { Localized } from '../../texts/localized.ts';
import { type EditableField, typedText } from './editable-field.ts';
import { greetingField } from './greeting-field.ts';
import { boundariesField, examplesField, knowledgeField } from './list-fields.ts';
import { portraitField } from './portrait-field.ts';
import { type Rating, ratings } from './ratings.ts';
import { sliderField } from './slider-field.ts';
import { textField } from './text-field.ts';
import { texts } from './texts.ts';

const ratingField: EditableField = {
  id: 'rating',
  label: texts['field-rating'],
  help: texts['help-rating'],
  kind: 'choice',
  part: 'rating',
  isRequired: true,
  options: Object.entries(ratings).map(([value, label]) => ({ value, label })),
  read: ({ rating }) => rating,
  write: (body, value) => ({ ...body, rating: isRating(value) ? value : body.rating }),
};

function isRating(value: unknown): value is Rating {
  return typeof value === 'string' && Object.hasOwn(ratings, value);
}

const tagsField: EditableField = {
  id: 'tags',
  label: texts['field-tags'],
  help: texts['help-tags'],
  kind: 'line',
  part: 'tags',
  maxLength: 2000,
  read: ({ tags }) => tags.join(', '),
  write: (body, value) => ({
    ...body,
    tags: typedText(value)
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  }),
};

const line = (maxLength: number) => ({ kind: 'line', maxLength }) as const;
const text = (maxLength: number) => ({ kind: 'text', maxLength }) as const;

const name = textField('name', { ...line(80), isRequired: true, label: texts['field-name'], help: texts['help-name'] });
const tagline = textField('tagline', { ...line(200), label: texts['field-tagline'], help: texts['help-tagline'] });
const pronouns = textField('pronouns', { ...line(40), label: texts['field-pronouns'], help: texts['help-pronouns'] });
const system = textField('system', { ...text(12_000), label: texts['field-system'], help: texts['help-system'] });
const backstory = textField('backstory', { ...text(12_000), label: texts['field-backstory'], help: texts['help-backstory'] });
const reminder = textField('reminder', { ...text(2000), label: texts['field-reminder'], help: texts['help-reminder'] });
const greeting = greetingField('greeting', 'first', { label: texts['field-greeting'], help: texts['help-greeting'] });
const returning = greetingField('greeting-return', 'return', {
  label: texts['field-greeting-return'],
  help: texts['help-greeting-return'],
});
const inRoom = greetingField('greeting-room', 'room', { label: texts['field-greeting-room'], help: texts['help-greeting-room'] });

export interface FieldSection {
  readonly title: Localized;
  /** At most five: what one modal holds. */
  readonly fields: readonly EditableField[];
}

/** In a form of `edit` the word `name` is taken: it says whom to edit. */
const newName: EditableField = { ...name, id: 'new-name' };

/** The form of the studio, in the order people think: who, what, how. */
export const sections: readonly FieldSection[] = [
  { title: texts['section-who'], fields: [newName, tagline, pronouns, ratingField, portraitField] },
  { title: texts['section-character'], fields: [system, backstory, boundariesField, knowledgeField, reminder] },
  {
    title: texts['section-talk'],
    fields: [sliderField('directness'), sliderField('warmth'), sliderField('formality'), sliderField('empathy'), sliderField('humor')],
  },
  {
    title: texts['section-nature'],
    fields: [
      sliderField('openness'),
      sliderField('conscientiousness'),
      sliderField('extraversion'),
      sliderField('agreeableness'),
      sliderField('stability'),
    ],
  },
  { title: texts['section-lines'], fields: [sliderField('verbosity'), greeting, returning, inRoom, examplesField] },
];

/** The fields of that form. */
export const formFields: readonly EditableField[] = sections.flatMap((section) => section.fields);

/** Everything `set` can change: the form's fields and a few that stand in no form. */
export const fields: readonly EditableField[] = [
  name,
  ...formFields.filter((field) => field !== newName),
  tagsField,
  textField('version', { ...line(40), label: texts['field-version'], help: texts['help-version'] }),
  textField('creator', { ...line(200), label: texts['field-creator'], help: texts['help-credits'] }),
  textField('licence', { ...line(200), label: texts['field-licence'], help: texts['help-credits'] }),
];

/** What making a new one asks for; `text` is its one sentence. */
export const createFields: readonly EditableField[] = [
  name,
  { ...system, id: 'text', isRequired: true, label: texts['field-sentence'], help: texts['help-sentence'] },
  tagline,
  pronouns,
  ratingField,
];

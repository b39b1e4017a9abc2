import {
  type APIAttachment,
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmission,
  ComponentType,
  type ModalSubmitComponent,
} from 'discord-api-types/v10';
import { readFieldText } from '../../../core/answers/field-text.ts';
import type { Field, Form } from '../../../core/answers/form.ts';
import type { Json } from '../../../core/answers/json.ts';
import { cut } from './buttons.ts';
import { fromOptionId, isTooLong, toComponent } from './form-fields.ts';
import type { Say } from './say.ts';
import { texts } from './texts.ts';

/** A modal holds five parts; a fault's text takes one. */
const mostFields = 5;
export const mostFaulty = mostFields - 1;
const longest = { title: 45, label: 45, description: 100, display: 1_500 };

export interface ModalView {
  readonly say: Say;
  readonly locale: string | undefined;
}

/** One section of a form as a modal. The id says which: `f:<form>:<section>`. */
export function toSectionModal(form: Form, section: number, view: ModalView): APIModalInteractionResponseCallbackData {
  const { title, fields } = form.sections[section] ?? { title: form.title, fields: [] };
  const shown = form.sections.length === 1 ? form.title : title;
  return {
    custom_id: `f:${form.id}:${form.sections.length === 1 ? 'only' : section}`,
    title: cut(shown, longest.title),
    components: fields.slice(0, mostFields).map((field) => toLabel(field, view)),
  };
}

/** Only what needs a look, as it was typed, and above it what is wrong. */
export function toFixModal(form: Form, faulty: readonly Field[], { say, locale }: ModalView): APIModalInteractionResponseCallbackData {
  const shown = faulty.slice(0, mostFaulty);
  const lines = shown.map(({ label, fault = '' }) => `**${label}**: ${fault}`).join('\n');
  return {
    custom_id: `f:${form.id}:fix`,
    title: cut(say(locale, texts['fix-title'], {}), longest.title),
    components: [
      { type: ComponentType.TextDisplay, content: cut(lines, longest.display) },
      ...shown.map((field) => toLabel(field, { say, locale })),
    ],
  };
}

function toLabel(field: Field, { say, locale }: ModalView) {
  const length = typeof field.value === 'string' ? field.value.length : 0;
  const help = isTooLong(field) ? say(locale, texts['long-field'], { length }) : field.help;
  return {
    type: ComponentType.Label as const,
    label: cut(field.label, longest.label),
    ...(help === '' ? {} : { description: cut(help, longest.description) }),
    component: toComponent(field, say, locale),
  };
}

/** What came back: a value per field, and files whose text is one. */
export interface Submitted {
  readonly values: Readonly<Record<string, Json>>;
  readonly files: readonly { readonly field: string; readonly file: APIAttachment }[];
  /** Fields that take a file and got none: what is there stays. */
  readonly untouched: readonly string[];
}

/** Reads a submit. `fields` are those of the form, where it is still known; a field left alone is left out. */
export function readModal(
  { components, resolved }: Pick<APIModalSubmission, 'components' | 'resolved'>,
  fields: readonly Field[],
): Submitted {
  const values: Record<string, Json> = {};
  const files: { readonly field: string; readonly file: APIAttachment }[] = [];
  const untouched: string[] = [];
  for (const part of components) {
    if (part.type !== ComponentType.Label) continue;
    const { component } = part;
    const id = component.custom_id;
    const field = fields.find((one) => one.id === id);
    if (component.type === ComponentType.FileUpload) {
      const file = resolved?.attachments?.[component.values[0] ?? ''];
      if (file === undefined) untouched.push(id);
      else files.push({ field: id, file });
      continue;
    }
    const value = readValue(component, field);
    if (value !== undefined) values[id] = value;
  }
  return { values, files, untouched };
}

function readValue(component: ModalSubmitComponent, field: Field | undefined): Json | undefined {
  switch (component.type) {
    case ComponentType.TextInput:
      // An empty secret keeps the one that is there.
      if (field?.kind === 'secret' && component.value === '') return undefined;
      return field === undefined ? component.value : readFieldText(field, component.value);
    case ComponentType.RadioGroup:
      return component.value === null ? null : toChosen(component.value, field);
    case ComponentType.StringSelect:
      if (field?.kind === 'choices') return component.values.map((id) => fromOptionId(id) ?? id);
      return component.values[0] === undefined ? null : toChosen(component.values[0], field);
    case ComponentType.CheckboxGroup:
      return component.values.map((id) => fromOptionId(id) ?? id);
    case ComponentType.Checkbox:
      return component.value;
    default:
      return undefined;
  }
}

function toChosen(id: string, field: Field | undefined): Json {
  const value = fromOptionId(id);
  return value !== null && field?.kind === 'level' ? Number(value) : value;
}

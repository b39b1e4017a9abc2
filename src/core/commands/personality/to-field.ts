import type { Field } from '../../answers/form.ts';
import type { Json } from '../../answers/json.ts';
import type { Localized } from '../../texts/localized.ts';
import type { Tell } from '../command-needs.ts';
import type { EditableField } from './editable-field.ts';

export interface FieldState {
  /** What stands in it. */
  readonly value: Json | undefined;
  /** What is wrong with it. */
  readonly fault?: Localized<string> | undefined;
}

/** A field as a form shows it. */
export function toField(field: EditableField, { value, fault }: FieldState, tell: Tell): Field {
  const options = field.options?.map((option) => ({ value: option.value, label: tell(option.label, {}) }));
  return {
    id: field.id,
    label: tell(field.label, {}),
    help: tell(field.help, {}),
    kind: field.kind,
    ...(value === undefined ? {} : { value }),
    ...(fault === undefined ? {} : { fault: tell(fault, {}) }),
    limits: {
      ...(field.isRequired === true ? { required: true } : {}),
      ...(field.maxLength === undefined ? {} : { maxLength: field.maxLength }),
      ...(field.isPicture === true ? { picture: true } : {}),
      ...(options === undefined ? {} : { options }),
    },
  };
}

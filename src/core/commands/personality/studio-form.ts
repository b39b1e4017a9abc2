import type { CommandCall } from '../../answers/command-call.ts';
import type { Form } from '../../answers/form.ts';
import type { Json } from '../../answers/json.ts';
import type { PersonalityBody } from '../../personalities/studio.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { editTexts } from './edit-texts.ts';
import type { Language } from './editable-field.ts';
import type { Faults } from './field-faults.ts';
import type { FieldSection } from './fields.ts';
import { toField } from './to-field.ts';

export interface FormContent {
  readonly title: string;
  readonly revision: number;
  readonly sections: readonly FieldSection[];
  readonly body: PersonalityBody;
  readonly submit: CommandCall;
  /** What to type to go on with it later. */
  readonly again: string;
  readonly language: Language;
  readonly faults?: Faults;
  readonly typed?: ReadonlyMap<string, Json>;
}

/** A form over a body. With faults its title says what needs a look, and every text is as it was typed. */
export function studioForm(content: FormContent, { clock, tell }: Pick<CommandNeeds, 'clock' | 'tell'>): Form {
  const { sections, body, language, faults, typed } = content;
  return {
    id: clock.id(),
    revision: content.revision,
    title: [content.title, ...faultLine(content, tell)].join(' · '),
    sections: sections.map((section) => ({
      title: tell(section.title, {}),
      fields: section.fields.map((field) =>
        toField(field, { value: typed?.get(field.id) ?? field.read(body, language), fault: faults?.get(field.id) }, tell),
      ),
    })),
    submit: content.submit,
    again: content.again,
  };
}

/** `Two fields need a look; all your text is kept. Greeting: 2,140 characters, 1,500 fit.` */
function faultLine({ faults, sections }: FormContent, tell: CommandNeeds['tell']): readonly string[] {
  if (faults === undefined || faults.size === 0) return [];
  const fields = sections.flatMap((section) => section.fields);
  const each = [...faults].map(([id, fault]) => {
    const field = fields.find((one) => one.id === id);
    return `${field === undefined ? id : tell(field.label, {})}: ${tell(fault, {})}`;
  });
  return [[tell(editTexts.fields, { count: faults.size }), ...each].join(' ')];
}

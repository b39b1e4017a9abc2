import type { greetingKinds } from '../../personalities/personality.ts';
import type { PersonalityBody } from '../../personalities/studio.ts';
import type { Localized } from '../../texts/localized.ts';
import { type EditableField, type Language, typedText } from './editable-field.ts';

export type GreetingKind = (typeof greetingKinds)[number];
type Greeting = PersonalityBody['greetings'][number];

/** A field for one of the greetings: the one in the editor's language, else English, else the first there is. */
export function greetingField(
  id: string,
  kind: GreetingKind,
  words: { readonly label: Localized; readonly help: Localized },
): EditableField {
  return {
    ...words,
    id,
    kind: 'text',
    part: 'greetings',
    maxLength: 1500,
    read: (body, language) => greetingOf(body, kind, language)?.text,
    write(body, value, language) {
      const now = greetingOf(body, kind, language);
      const text = typedText(value);
      const next: Greeting = { kind, language: now?.language ?? language, text };
      if (now === undefined) return text === '' ? body : { ...body, greetings: [...body.greetings, next] };
      return { ...body, greetings: body.greetings.flatMap((greeting) => (greeting !== now ? [greeting] : text === '' ? [] : [next])) };
    },
  };
}

/** How a personality greets on this occasion, in the language that serves best. */
export function greetingOf(
  { greetings }: Pick<PersonalityBody, 'greetings'>,
  kind: GreetingKind,
  language: Language,
): Greeting | undefined {
  const fitting = greetings.filter((greeting) => greeting.kind === kind);
  const inLanguage = (wanted: string): Greeting | undefined => fitting.find((greeting) => greeting.language.split('-')[0] === wanted);
  return inLanguage(language) ?? inLanguage('en') ?? fitting[0];
}

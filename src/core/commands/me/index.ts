import { checkField } from '../../answers/check-field.ts';
import type { Field, Form } from '../../answers/form.ts';
import type { Json } from '../../answers/json.ts';
import { BotError } from '../../errors.ts';
import { nearestWord } from '../../events/nearest-word.ts';
import { type SettingKey, settingDefinitions } from '../../settings/setting-definitions.ts';
import { literal } from '../../texts/literal.ts';
import { type Call, textOf } from '../call.ts';
import type { CommandPart } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { meTexts } from './texts.ts';

const fields = ['name', 'pronouns', 'about', 'time-zone', 'language', 'remember'] as const satisfies readonly SettingKey[];
type MeField = (typeof fields)[number];

export default {
  summary: {
    en: 'What I should call you, your pronouns, and how much I may remember.',
    de: 'Wie ich dich nennen soll, deine Pronomen und wie viel ich behalten darf.',
  },
  details: {
    en: 'Alone it opens a form. With a field and a value it sets that one; “unset” clears it.',
    de: 'Allein öffnet es ein Formular. Mit Feld und Wert setzt es dieses eine; „unset“ leert es.',
  },
  examples: ['me', 'me name Ada', 'me time-zone Europe/Berlin', 'me remember nothing'],
  options: [
    { name: 'field', kind: 'word', summary: { en: 'what to set', de: 'was gesetzt wird' }, completes: true },
    {
      name: 'value',
      kind: 'text',
      summary: { en: 'to what; “unset” clears it', de: 'worauf; „unset“ leert es' },
      maxLength: 1000,
      completes: true,
    },
  ],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  opens: 'form',
  async *run(call, needs) {
    const { tell } = needs;
    if (call.isPartial) {
      yield { kind: 'text', body: tell(meTexts.draft, {}) };
      return;
    }
    const field = textOf(call, 'field');
    const given = call.values ?? (field === undefined ? undefined : { [toField(field)]: givenValue(call) });
    if (given === undefined) {
      yield { kind: 'form', form: await toForm(call, needs, {}) };
      return;
    }
    const form = await toForm(call, needs, given);
    if (form.sections.some((section) => section.fields.some(({ fault }) => fault !== undefined))) {
      if (call.values === undefined) throw firstFault(form);
      yield { kind: 'form', form };
      return;
    }
    yield { kind: 'text', body: await save(call, needs, given) };
  },
  async complete({ option, typed, args, caller }, needs) {
    if (option === 'field')
      return fields.filter((name) => name.startsWith(typed)).map((name) => ({ value: name, label: needs.tell(meTexts[name], {}) }));
    const form = await toForm({ caller }, needs, {});
    const field = form.sections.flatMap((section) => section.fields).find(({ id }) => id === args['field']);
    return (field?.limits.options ?? []).filter(({ value }) => value !== '' && value.startsWith(typed));
  },
} satisfies CommandPart;

function toField(typed: string): MeField {
  const known = fields.find((name) => name === typed.toLowerCase());
  if (known !== undefined) return known;
  const near = nearestWord(typed, fields);
  const shown = literal(typed.slice(0, 40));
  const list = fields.join(', ');
  throw new BotError('invalid-option', 'no such field', {
    field: 'field',
    advice: {
      en: `/me has no field ${shown}.${near === undefined ? '' : ` Did you mean ${near}?`} There are: ${list}.`,
      de: `/me hat kein Feld ${shown}.${near === undefined ? '' : ` Meintest du ${near}?`} Es gibt: ${list}.`,
    },
  });
}

function givenValue(call: Call): Json {
  const value = textOf(call, 'value') ?? '';
  return value.toLowerCase() === 'unset' ? '' : value;
}

function firstFault({ sections }: Form): BotError {
  const field = sections.flatMap((section) => section.fields).find(({ fault }) => fault !== undefined);
  const text = literal(`${field?.label ?? ''}: ${field?.fault ?? ''}`);
  return new BotError('invalid-option', 'a value is wrong', { field: 'value', advice: { en: text, de: text } });
}

async function toForm({ caller }: Pick<Call, 'caller'>, needs: CommandNeeds, given: Readonly<Record<string, Json>>): Promise<Form> {
  const { tell, settings, clock } = needs;
  const now = await settings.resolve({ person: caller.person, room: caller.room });
  const choices: Partial<Record<MeField, readonly { readonly value: string; readonly label: string }[]>> = {
    language: [
      { value: 'en', label: tell(meTexts.english, {}) },
      { value: 'de', label: tell(meTexts.german, {}) },
    ],
    remember: (['everything', 'asked', 'nothing'] as const).map((value) => ({ value, label: tell(meTexts[value], {}) })),
  };
  const toOne = (id: MeField): Field => {
    const options = choices[id];
    const value = given[id] ?? now.get(id);
    const field: Field = {
      id,
      label: tell(meTexts[id], {}),
      help: tell(meTexts[`${id}-help`], {}),
      kind: options === undefined ? (id === 'about' ? 'text' : 'line') : 'choice',
      value,
      limits: options === undefined ? { maxLength: id === 'about' ? 1000 : 80 } : { options },
    };
    const isFaulty = id in given && !settingDefinitions[id].schema.safeParse(value).success;
    const fault = checkField(field, value) ?? (isFaulty ? faultOf(id) : undefined);
    return fault === undefined ? field : { ...field, fault: tell(fault, {}) };
  };
  return {
    id: clock.id(),
    revision: 0,
    title: tell(meTexts.title, {}),
    sections: [
      { title: tell(meTexts.who, {}), fields: (['name', 'pronouns', 'about', 'time-zone', 'language'] as const).map(toOne) },
      { title: tell(meTexts.keep, {}), fields: [toOne('remember')] },
    ],
    submit: { command: 'me', args: {} },
  };
}

function faultOf(id: MeField): { readonly en: string; readonly de: string } {
  if (id === 'time-zone')
    return {
      en: 'I don’t know that zone. It looks like Europe/Berlin.',
      de: 'Diese Zone kenne ich nicht. Sie sieht aus wie Europe/Berlin.',
    };
  return { en: 'That does not fit here.', de: 'Das passt hier nicht.' };
}

/** Only what changed is written, and named. */
async function save(
  { caller }: Call,
  { store, clock, settings, tell }: CommandNeeds,
  given: Readonly<Record<string, Json>>,
): Promise<string> {
  const now = await settings.resolve({ person: caller.person, room: caller.room });
  const changed = fields.filter((key) => key in given && (given[key] ?? '') !== now.get(key));
  await store.commit(
    changed.map((key) => ({
      write: 'setting',
      level: 'person',
      owner: caller.person,
      key,
      value: given[key] === '' || given[key] === null ? undefined : given[key],
      at: clock.now(),
    })),
  );
  if (changed.length === 0) return tell(meTexts.unchanged, {});
  const list = changed.map((key) => {
    const value = given[key];
    return `${tell(meTexts[key], {})}${value === '' || value === null ? ' –' : ` “${String(value)}”`}`;
  });
  return tell(meTexts.saved, { fields: list.join(', ') });
}

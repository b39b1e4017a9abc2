import type { Choice } from '../../answers/choice.ts';
import { BotError } from '../../errors.ts';
import { anchors } from '../../personalities/guidance/anchors.ts';
import type { PersonalityBody } from '../../personalities/studio.ts';
import type { Picture } from '../../pictures/picture.ts';
import { finished } from '../../texts/finished.ts';
import { type Call, textOf } from '../call.ts';
import type { Command, Completing } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { missing } from '../read-arguments.ts';
import { isSame } from './changes.ts';
import { completeName } from './complete-name.ts';
import { editTexts } from './edit-texts.ts';
import type { EditableField } from './editable-field.ts';
import { bodyFaults } from './field-faults.ts';
import { fields } from './fields.ts';
import { nearestField } from './nearest-field.ts';
import { optionName } from './option-name.ts';
import { pickOwn } from './pick-editable.ts';
import { portraitField } from './portrait-field.ts';
import { applyPortrait, receivePortrait } from './receive-portrait.ts';
import { savedAnswer } from './saved-answer.ts';
import { refuse, setValue } from './set-value.ts';
import { isSlider } from './slider-field.ts';
import { workOn } from './work-on.ts';

// Not required: a portrait may come as a file instead.
const optionValue = { name: 'value', kind: 'text', summary: editTexts['option-value'], completes: true, maxLength: 50_000 } as const;

export const set: Command = {
  name: 'set',
  summary: editTexts.set,
  details: editTexts['set-details'],
  examples: [
    'personality set juno warmth 4',
    'personality set juno humor 65',
    'personality set juno portrait unset',
    'personality set "Old Marrow" tagline keeper of the lantern',
  ],
  options: [
    optionName,
    { name: 'field', kind: 'word', summary: editTexts['option-field'], required: true, completes: true },
    optionValue,
    { name: 'file', kind: 'file', summary: editTexts['option-portrait'], maxLength: 2_000_000 },
  ],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run(call, needs) {
    const { caller } = call;
    const picked = await pickOwn(call, needs);
    if ('answer' in picked) {
      yield picked.answer;
      return;
    }
    const { entry } = picked;
    const field = nearestField(textOf(call, 'field') ?? '');
    const work = await workOn(entry, caller, needs);
    const { change, picture } = await readChange(field, call, { body: work.before, needs });
    const after = change(work.before);
    if (isSame(work.before, after)) {
      yield { kind: 'text', body: needs.tell(editTexts['nothing-changed'], { name: entry.name, revision: work.held.revision }) };
      return;
    }
    const [fault] = [...bodyFaults(after, fields).values()];
    if (fault !== undefined) throw refuse(field, fault);
    if ((field.part === 'creator' || field.part === 'licence') && work.before[field.part] !== '')
      throw new BotError('read-only', 'credits stay', {
        field: 'field',
        advice: finished(editTexts['credits-stay'], { name: entry.name }),
      });
    const saved = await needs.studio.save(caller, entry.id, { base: work.held.revision, body: after, picture });
    // Unsaved work of the form goes on, on top of this.
    if (work.draft !== undefined) await needs.studio.keepDraft(caller, saved.id, { base: saved.revision, body: change(work.body) });
    yield savedAnswer({ entry, call, needs }, saved, { before: work.before, after });
  },
  complete,
};

interface ReadChange {
  readonly change: (body: PersonalityBody) => PersonalityBody;
  readonly picture?: Picture;
}

/** What was given for the field, as a change of any body. Throws `invalid-option` and `invalid-fields`. */
async function readChange(
  field: EditableField,
  call: Call,
  { body, needs }: { readonly body: PersonalityBody; readonly needs: CommandNeeds },
): Promise<ReadChange> {
  const { caller } = call;
  const [typed, file] = [textOf(call, 'value'), textOf(call, 'file')];
  if (file !== undefined && field !== portraitField)
    throw new BotError('invalid-option', 'no file here', { field: 'file', advice: editTexts['file-for-portrait'] });
  const given = file ?? typed;
  if (given === undefined) throw missing({ path: 'personality set', command: set }, optionValue);
  if (field !== portraitField) {
    const change = { field, typed: given, language: caller.language, tell: needs.tell };
    return { change: (onto) => setValue(onto, change) };
  }
  const value = given.trim().toLowerCase() === 'unset' ? '' : given;
  const received = await receivePortrait({ value, body, call }, needs);
  if (received.kind === 'fault') throw refuse(field, received.fault);
  return {
    change: (onto) => applyPortrait(onto, received),
    ...(received.kind === 'new' && received.picture !== undefined ? { picture: received.picture } : {}),
  };
}

async function complete(completing: Completing, needs: CommandNeeds): Promise<readonly Choice[]> {
  const { option, typed, args, caller } = completing;
  if (option === 'name') return completeName(completing, needs);
  const choices = option === 'field' ? fieldChoices(needs) : valueChoices(String(args['field'] ?? ''), caller.language, needs);
  const word = typed.toLowerCase();
  return choices.filter(({ value, label }) => value.startsWith(word) || label.toLowerCase().startsWith(word)).slice(0, 25);
}

function fieldChoices({ tell }: CommandNeeds): readonly Choice[] {
  return fields.map(({ id, label }) => ({ value: id, label: tell(label, {}) }));
}

/** What a field can be set to, where that is one of a few. */
function valueChoices(id: string, language: 'en' | 'de', { tell }: CommandNeeds): readonly Choice[] {
  const field = fields.find((one) => one.id === id);
  if (field === undefined) return [];
  const clear = field.isRequired === true ? [] : [{ value: 'unset', label: tell(editTexts.unset, {}) }];
  if (isSlider(field.id)) return [...anchors(field.id, language).map((label, index) => ({ value: String(index + 1), label })), ...clear];
  return [...(field.options ?? []).map((choice) => ({ value: choice.value, label: tell(choice.label, {}) })), ...clear];
}

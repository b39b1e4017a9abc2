import type { Answer } from '../../answers/answer.ts';
import { BotError } from '../../errors.ts';
import { foldName } from '../../personalities/fold-name.ts';
import type { LibraryEntry } from '../../personalities/library.ts';
import type { PersonalityRow } from '../../ports/personality-store.ts';
import { finished } from '../../texts/finished.ts';
import { answering } from '../answering.ts';
import { type Call, textOf } from '../call.ts';
import type { Command } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { completeName } from './complete-name.ts';
import { fileTexts } from './file-texts.ts';
import { optionName } from './option-name.ts';
import { pickOwn } from './pick-editable.ts';
import { askWhich } from './pick-personality.ts';
import { texts } from './texts.ts';

const choices = [
  { value: 'yes', label: fileTexts['choice-yes'] },
  { value: 'no', label: fileTexts['choice-no'] },
  { value: 'undo', label: fileTexts['choice-undo'] },
] as const;

export const deletePersonality: Command = {
  name: 'delete',
  summary: fileTexts.delete,
  details: fileTexts['delete-details'],
  examples: ['personality delete vesper', 'personality delete vesper undo'],
  options: [optionName, { name: 'value', kind: 'choice', summary: fileTexts['option-sure'], choices, completes: true }],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run(call, needs) {
    const value = textOf(call, 'value');
    if (value === 'undo') {
      yield await restore(call, needs);
      return;
    }
    const picked = await pickOwn(call, needs);
    if ('answer' in picked) {
      yield picked.answer;
      return;
    }
    const { entry } = picked;
    if (entry.owner === undefined)
      throw new BotError('read-only', 'a shipped personality', {
        field: 'name',
        advice: finished(fileTexts['not-deletable'], { name: entry.name }),
      });
    if (value === 'yes') yield await remove(entry, call, needs);
    else if (value === 'no') yield { kind: 'text', body: needs.tell(fileTexts.kept, { name: entry.name }) };
    else yield ask(entry, call, needs);
  },
  async complete(completing, needs) {
    const { option, typed, caller } = completing;
    if (option === 'name') return completeName(completing, needs, ({ owner }) => owner === caller.person);
    return choices
      .filter((choice) => choice.value.startsWith(typed))
      .map((choice) => ({ value: choice.value, label: needs.tell(choice.label, {}) }));
  },
};

function ask({ id, name }: LibraryEntry, { command }: Call, { tell }: CommandNeeds): Answer {
  return {
    kind: 'text',
    body: tell(fileTexts.sure, { name }),
    actions: [
      {
        label: tell(fileTexts['action-yes'], {}),
        icon: 'delete',
        press: { command, args: { name: id, value: 'yes' } },
        by: 'asker',
        danger: true,
      },
      { label: tell(fileTexts['action-no'], {}), icon: 'no', press: { command, args: { name: id, value: 'no' } }, by: 'asker' },
    ],
  };
}

async function remove({ id, name }: LibraryEntry, { caller, command }: Call, needs: CommandNeeds): Promise<Answer> {
  const { tell, studio, library } = needs;
  const answered = (await answering(needs, caller)).id === id;
  await studio.remove(caller, id);
  const now = answered ? await library.entry((await answering(needs, caller)).id) : undefined;
  return {
    kind: 'text',
    body: [tell(fileTexts.deleted, { name }), ...(now === undefined ? [] : [tell(fileTexts['now-here'], { name: now.name })])].join(' '),
    actions: [{ label: tell(texts['action-undo'], {}), icon: 'undo', press: { command, args: { name: id, value: 'undo' } }, by: 'asker' }],
  };
}

/** By id or name, among the caller's deleted ones; the operator also by the id of anybody's. */
async function restore(call: Call, needs: CommandNeeds): Promise<Answer> {
  const { store, studio, tell } = needs;
  const { caller } = call;
  const typed = (textOf(call, 'name') ?? '').trim();
  const mine = await store.personalities.deletedOf(caller.person);
  const byId = await store.personalities.row(typed);
  const found = byId?.deletedAt !== undefined ? [byId] : mine.filter(({ name }) => foldName(name) === foldName(typed));
  const [row] = found;
  if (row === undefined)
    throw new BotError('not-found', 'nothing deleted of that name', {
      field: 'name',
      advice: finished(fileTexts['nothing-deleted'], { name: typed.slice(0, 80) }),
    });
  if (found.length > 1) return askWhich(call, found.map(toEntry), needs);
  const { name } = await studio.restore(caller, row.id);
  return { kind: 'text', body: tell(fileTexts.restored, { name }) };
}

function toEntry({ id, revision, name, tagline, rating, owner }: PersonalityRow): LibraryEntry {
  return { id, revision, name, tagline, rating, owner };
}

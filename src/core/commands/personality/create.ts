import type { Answer } from '../../answers/answer.ts';
import { mostChoices } from '../../answers/choice.ts';
import type { Json } from '../../answers/json.ts';
import { bodyOf, fromDraft } from '../../personalities/body-of.ts';
import { personalitySchema } from '../../personalities/personality.ts';
import type { PersonalityBody } from '../../personalities/studio.ts';
import type { DraftRow } from '../../ports/personality-store.ts';
import { clip } from '../../texts/clip.ts';
import { type Call, textOf } from '../call.ts';
import type { Command } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { momentsFor } from '../moments.ts';
import { isSame } from './changes.ts';
import { editTexts } from './edit-texts.ts';
import { createFields } from './fields.ts';
import { type FormReading, readForm } from './read-form.ts';
import { studioForm } from './studio-form.ts';
import { texts } from './texts.ts';

/** Somebody who is nobody yet. */
const blank: PersonalityBody = {
  ...bodyOf(personalitySchema.parse({ id: 'new', revision: 1, name: 'new', rating: 'everyone' })),
  name: '',
};

export const create: Command = {
  name: 'create',
  summary: editTexts.create,
  details: editTexts['create-details'],
  examples: ['personality create', 'personality create Vesper a retired smuggler who gives advice she never took'],
  options: [
    // None is required: without them a form asks, and what it brings back is looked at here, so that no text is lost.
    { name: 'name', kind: 'word', summary: editTexts['option-create-name'] },
    { name: 'text', kind: 'text', summary: editTexts['option-create-text'] },
    { name: 'value', kind: 'word', summary: editTexts['option-create-draft'], completes: true, maxLength: 64 },
  ],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  opens: 'form',
  async *run(call, needs) {
    const isForm = call.values !== undefined;
    const isWhole = textOf(call, 'name') !== undefined && textOf(call, 'text') !== undefined;
    const begun = await unfinished(call, needs);
    yield isForm || isWhole ? await takeNew(begun, call, needs) : await openNew(begun, call, needs);
  },
  async complete({ typed, caller }, { store }) {
    const drafts = (await store.personalities.draftsOf(caller.person)).filter(({ base }) => base === 0);
    return drafts
      .filter(({ personality }) => personality.startsWith(typed))
      .slice(0, mostChoices)
      .map(({ personality, body }) => ({ value: personality, label: clip(fromDraft(body)?.name ?? personality, 100) }));
  },
};

/** A new personality on its way. */
interface Unfinished {
  /** What its draft is kept under until it is made. */
  readonly id: string;
  readonly body: PersonalityBody;
  readonly draft: DraftRow | undefined;
}

/** The one the call names, else the one that was left last; with name and sentence given at once, a fresh one. */
async function unfinished(call: Call, { store, clock }: CommandNeeds): Promise<Unfinished> {
  const fresh = { id: clock.id().toLowerCase(), body: blank, draft: undefined };
  const named = textOf(call, 'value');
  const drafts = (await store.personalities.draftsOf(call.caller.person)).filter(({ base }) => base === 0);
  const newest = drafts.toSorted((a, b) => b.at - a.at)[0];
  const isPlain = call.values === undefined && textOf(call, 'name') === undefined && textOf(call, 'text') === undefined;
  const draft = named === undefined ? (isPlain ? newest : undefined) : drafts.find(({ personality }) => personality === named);
  const body = draft === undefined ? undefined : fromDraft(draft.body);
  if (draft !== undefined && body !== undefined) return { id: draft.personality, body, draft };
  if (named === undefined || !/^[a-z0-9-]{1,64}$/.test(named)) return fresh;
  const row = await store.personalities.row(named);
  // A form sent in twice, by a double press or again after a crash, makes one.
  const isMade = call.values !== undefined && row?.owner === call.caller.person && row.deletedAt === undefined;
  return row === undefined || isMade ? { ...fresh, id: named } : fresh;
}

async function openNew(begun: Unfinished, call: Call, needs: CommandNeeds): Promise<Answer> {
  const { draft } = begun;
  const title =
    draft === undefined
      ? needs.tell(editTexts['create-title'], {})
      : needs.tell(editTexts['create-resurfaced'], { when: (await momentsFor(needs, call.caller))(draft.at) });
  const { body } = read(begun.body, call, needs);
  return formAnswer({ ...begun, body }, call, { needs, title });
}

async function takeNew(begun: Unfinished, call: Call, needs: CommandNeeds): Promise<Answer> {
  const { studio, tell } = needs;
  const viewer = call.caller;
  const reading = read(begun.body, call, needs);
  if (call.isPartial || reading.faults.size > 0) {
    const isBegun = !isSame(reading.body, blank);
    if (isBegun) await studio.keepDraft(viewer, begun.id, { base: 0, body: reading.body, picture: reading.picture });
    if (call.isPartial) return { kind: 'text', body: tell(isBegun ? editTexts['create-kept'] : editTexts['create-nothing'], {}) };
    return formAnswer({ ...begun, body: reading.body }, call, { needs, title: tell(editTexts['create-title'], {}), reading });
  }
  // Typed, it is made under its turn, which stays the same when a crash has it run again.
  const id = call.values === undefined ? call.turn.toLowerCase() : begun.id;
  const entry = await studio.create(viewer, reading.body, { id, picture: reading.picture });
  if (begun.draft !== undefined) await studio.dropDraft(viewer, begun.id);
  return {
    kind: 'text',
    body: tell(editTexts.created, { name: entry.name }),
    actions: [
      {
        label: tell(texts['action-use-here'], {}),
        icon: 'yes',
        press: { command: 'personality use', args: { name: entry.id } },
        by: 'asker',
      },
      {
        label: tell(texts['action-edit'], {}),
        icon: 'edit',
        press: { command: 'personality edit', args: { name: entry.id } },
        by: 'asker',
      },
    ],
  };
}

function read(body: PersonalityBody, call: Call, needs: CommandNeeds): FormReading {
  const given: Record<string, Json> = { ...call.values };
  for (const option of ['name', 'text']) {
    const value = textOf(call, option);
    if (value !== undefined) given[option] = value;
    // A form that comes back whole without it came back with it empty.
    else if (call.values !== undefined && !call.isPartial) given[option] = '';
  }
  // One window holds five fields: the portrait is asked for by `edit`.
  return readForm({
    body,
    values: given,
    portrait: { kind: 'kept' },
    fields: createFields,
    language: call.caller.language,
    tell: needs.tell,
  });
}

function formAnswer(
  { id, body }: Unfinished,
  { caller }: Call,
  { needs, title, reading }: { readonly needs: CommandNeeds; readonly title: string; readonly reading?: FormReading },
): Answer {
  const form = studioForm(
    {
      title,
      revision: 0,
      sections: [{ title: texts['section-new'], fields: createFields }],
      body,
      submit: { command: 'personality create', args: { value: id } },
      again: 'personality create',
      language: caller.language,
      ...(reading === undefined ? {} : { faults: reading.faults, typed: reading.typed }),
    },
    needs,
  );
  return { kind: 'form', form };
}

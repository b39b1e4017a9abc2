import { beforeEach, describe, expect, it } from 'vitest';
import { ada, bob, createStudioStage, type StudioStage, shippedPersonality, textIn } from '../../../../test/fakes/studio-stage.ts';
import type { Answer } from '../../answers/answer.ts';
import { bodyOf } from '../../personalities/body-of.ts';
import { operatorOwner } from '../../settings/levels.ts';

const mia = shippedPersonality({ id: 'mia', name: 'Mia', tagline: 'The host.' });
const juno = shippedPersonality({
  id: 'juno',
  name: 'Juno',
  tagline: 'dry, teasing',
  pronouns: 'she/her',
  creator: 'MiaChat',
  licence: 'CC0',
  sliders: { warmth: 30, humor: 72 },
  knowledge: ['kitchen gadgets'],
  boundaries: [
    { language: 'en', text: 'Teases choices, never bodies.' },
    { language: 'de', text: 'Neckt nie den Körper.' },
  ],
  greetings: [
    { kind: 'first', language: 'en', text: 'Oh good, {{user}}.' },
    { kind: 'first', language: 'de', text: 'Ah, {{user}}.' },
    { kind: 'return', language: 'en', text: 'You again.' },
    { kind: 'room', language: 'en', text: 'Evening, everyone.' },
  ],
  examples: [
    {
      language: 'en',
      lines: [
        { by: 'person', text: 'I bought one.' },
        { by: 'character', text: 'I have no notes, {{user}}, only concern.' },
      ],
    },
  ],
});
const marrow = shippedPersonality({ id: 'marrow', name: 'Old Marrow', rating: 'mature' });
const lilith = shippedPersonality({ id: 'lilith', name: 'Lilith', rating: 'adult' });

const labels = (answer: Answer): readonly string[] => (answer.kind === 'text' ? (answer.actions ?? []).map(({ label }) => label) : []);
const presses = (answer: Answer) => (answer.kind === 'text' ? (answer.actions ?? []).map(({ press }) => press) : []);

describe('choosing a personality', () => {
  let stage: StudioStage;
  beforeEach(() => {
    stage = createStudioStage([mia, juno, marrow, lilith]);
  });
  const make = async (name: string, viewer = ada) => stage.studio.create(viewer, { ...bodyOf(mia), name, tagline: `of ${viewer.name}` });

  it('shows who there is, whose, for whom, and who answers here', async () => {
    await make('Vesper');
    expect(textIn(await stage.say('personality browse'))).toBe(
      [
        'Juno · dry, teasing',
        'Lilith · adults only',
        'Mia · The host. · answers here',
        'Old Marrow · mature',
        'Vesper · of Ada · yours',
        '/personality use NAME · /personality show NAME',
      ].join('\n'),
    );
    expect(textIn(await stage.say('personality', { caller: bob }))).not.toContain('Vesper');
  });

  it('narrows the list down, and says so when nobody fits', async () => {
    expect(textIn(await stage.say('personality browse TEASING'))).toMatch(/^Juno · dry, teasing\n/);
    expect(textIn(await stage.say('personality browse nobody'))).toBe('Nobody here fits “nobody”. /personality browse shows everyone.');
  });

  it('shows a screenful and how many more there are', async () => {
    for (let index = 0; index < 30; index += 1) await make(`V${index}`);
    const lines = textIn(await stage.say('personality browse')).split('\n');
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('… and 14 more: /personality browse WORD');
  });

  it('draws a portrait: a line in voice, boundaries, sliders as words, credits', async () => {
    const answer = await stage.say('personality show juno');
    expect(textIn(answer)).toBe(
      [
        'Juno · she/her · dry, teasing',
        'Juno: I have no notes, Ada, only concern.',
        'Good for:',
        '- kitchen gadgets',
        'Not for:',
        '- Teases choices, never bodies.',
        'Warmth: reserved · Humor: playful',
        'shipped · revision 1 · by MiaChat · licence CC0',
      ].join('\n'),
    );
    expect(labels(answer)).toEqual(['Use Juno', 'Edit']);
    expect(textIn(await stage.say('personality show juno', { caller: { ...ada, language: 'de' } }))).toContain(
      'Nicht für:\n- Neckt nie den Körper.',
    );
    expect(textIn(await stage.say('personality show'))).toMatch(/^Mia · The host\./);
  });

  it('lets somebody else answer from now on, who greets in their own voice', async () => {
    expect(textIn(await stage.say('personality use juno'))).toBe('From now on Juno answers here.\n\nJuno: Oh good, Ada.');
    expect(textIn(await stage.say('personality use JUNO'))).toBe('Juno answers here already.');
    expect(textIn(await stage.say('personality browse'))).toContain('Juno · dry, teasing · answers here');
    expect(textIn(await stage.say('personality use juno', { caller: { ...bob, language: 'de' } }))).toBe(
      'Ab jetzt antwortet hier Juno.\n\nJuno: Ah, Bob.',
    );
  });

  it('greets somebody it has talked with before as such, in private', async () => {
    const place = { room: ada.room, person: 'ada', personality: 'juno' };
    const envelope = { id: 'e', account: 'terminal:test', room: ada.room, participant: ada.participant, name: 'Ada', at: 0 };
    await stage.store.inbox.claim({
      turn: 't',
      lane: 'control',
      event: { ...envelope, kind: 'press', token: 'x' },
      receivedAt: 0,
      room: { kind: 'dm' },
      newPerson: 'ada',
      cast: [],
      notBefore: 0,
    });
    await stage.store.commit([{ write: 'conversation', id: 'c1', place, at: 0 }]);
    expect(textIn(await stage.say('personality use juno'))).toBe('From now on Juno answers here.\n\nJuno: You again.');
  });

  it('takes a name of several words as it is typed', async () => {
    expect(textIn(await stage.say('personality use Old Marrow'))).toContain('From now on Old Marrow answers here.');
  });

  it('lets moderators alone choose in a room, and greets the room', async () => {
    const inRoom = { ...ada, room: 'terminal:den', roomKind: 'room', isRoomAdmin: false } as const;
    expect(await stage.refusal('personality use juno', { caller: inRoom })).toMatchObject({
      code: 'not-allowed',
      text: 'Who answers here is up to the moderators of this room. In a private chat with me you decide.',
    });
    expect(textIn(await stage.say('personality use juno', { caller: { ...inRoom, isRoomAdmin: true } }))).toContain(
      'Juno: Evening, everyone.',
    );
    // The room's choice, not the person's.
    expect(textIn(await stage.say('personality browse', { caller: ada }))).toContain('Mia · The host. · answers here');
  });

  it('keeps adult ones to the operator’s own chat', async () => {
    const text = 'She is for adults and speaks only in channels marked age-restricted. A moderator can mark one.';
    expect(await stage.refusal('personality use lilith')).toMatchObject({ code: 'adult-only', text });
    const operator = { ...ada, isOperator: true };
    expect(await stage.refusal('personality use lilith', { caller: { ...operator, roomKind: 'room' } })).toMatchObject({ text });
    expect(textIn(await stage.say('personality use lilith', { caller: operator }))).toContain('From now on Lilith answers here.');
  });

  it('asks which of two with one name, in any script, and takes the answer', async () => {
    const first = await make('みあ');
    const second = await make('みあ');
    const answer = await stage.say('personality use みあ');
    expect(textIn(answer)).toBe('2 fit “みあ”. Which one?\n1  みあ · of Ada · yours\n2  みあ · of Ada · yours');
    expect(labels(answer)).toEqual(['1 みあ', '2 みあ']);
    expect(presses(answer)).toEqual([first, second].map(({ id }) => ({ command: 'personality use', args: { name: id } })));
    const chosen = presses(answer)[1];
    expect(textIn(await stage.say(chosen?.command ?? '', { args: chosen?.args ?? {} }))).toContain('From now on みあ answers here.');
    expect((await stage.store.settings.of([{ level: 'room', owner: ada.room }]))[0]?.value).toBe(second.id);
  });

  it('names the one that was probably meant', async () => {
    expect(await stage.refusal('personality use jumo')).toEqual({
      code: 'unknown-personality',
      field: 'name',
      text: 'I don’t know jumo. Did you mean Juno? /personality browse shows who is here.',
    });
    expect((await stage.refusal("personality use o'{0}")).text).toBe("I don’t know o'{0}. /personality browse shows who is here.");
    const vesper = await make('Vesper', bob);
    expect((await stage.refusal(`personality show ${vesper.id}`)).code).toBe('unknown-personality');
  });

  it('goes back to the bot’s own when the one who answered is deleted', async () => {
    const { id } = await make('Vesper');
    await stage.say('personality use vesper');
    expect(textIn(await stage.say('personality delete vesper yes'))).toBe(
      'Deleted: Vesper. /personality delete Vesper undo brings it back, for 30 days. From now on Mia answers here.',
    );
    expect(textIn(await stage.say('personality show'))).toMatch(/^Mia/);
    expect(textIn(await stage.say('personality delete Vesper undo'))).toBe('Vesper is back, with all its revisions.');
    expect((await stage.library.get(id))?.name).toBe('Vesper');
  });

  it('asks before it deletes, and leaves shipped ones and those of others alone', async () => {
    const { id } = await make('Vesper');
    const answer = await stage.say('personality delete vesper');
    expect(textIn(answer)).toBe('Delete Vesper with all its revisions? You can bring it back for 30 days.');
    expect(presses(answer)).toEqual(['yes', 'no'].map((value) => ({ command: 'personality delete', args: { name: id, value } })));
    expect(textIn(await stage.say('personality delete vesper no'))).toBe('Nothing was deleted; Vesper stays.');
    expect(await stage.refusal('personality delete juno')).toMatchObject({
      code: 'read-only',
      text: 'Juno is shipped and cannot be deleted. /personality use chooses somebody else.',
    });
    expect((await stage.refusal('personality delete vesper', { caller: bob })).code).toBe('unknown-personality');
    expect(await stage.refusal('personality delete nobody undo')).toMatchObject({ code: 'not-found', field: 'name' });
  });

  it('completes names by their beginning, by id where a name is shared, own ones alone for a deletion', async () => {
    const [one, two] = [await make('Vesper'), await make('vésper')];
    expect(await stage.complete('personality use', { typed: 'ma' })).toEqual(['Old Marrow']);
    expect(await stage.complete('personality use', { typed: '' })).toEqual(['Juno', 'Lilith', 'Mia', 'Old Marrow', one.id, two.id]);
    expect(await stage.complete('personality delete', { typed: '' })).toEqual([one.id, two.id]);
    expect(await stage.complete('personality delete', { option: 'value', typed: 'u' })).toEqual(['undo']);
    for (let index = 0; index < 40; index += 1) await make(`W${index}`);
    expect(await stage.complete('personality show', { typed: 'w' })).toHaveLength(25);
  });

  it('takes a personality out as a file and in again', async () => {
    const answer = await stage.say('personality export juno');
    const file = answer.kind === 'text' ? answer.files?.[0] : undefined;
    expect(textIn(answer)).toBe('Juno, whole: juno.xml');
    expect(file).toMatchObject({ name: 'juno.xml', mime: 'application/xml' });
    const imported = await stage.say('personality import', { args: { text: file?.text ?? '' } });
    expect(textIn(imported)).toBe(
      'Imported: Juno, revision 1, rated for everyone. It is yours alone; /personality use Juno lets it answer.',
    );
    expect(labels(imported)).toEqual(['Use it here', 'Show']);
    expect(textIn(await stage.say('personality import', { args: { file: file?.text ?? '' } }))).toBe(
      'Update: Juno is at revision 1. Talks and memories stay.',
    );
  });

  it('takes XML typed in one line, in quotes', async () => {
    const line = '<personality id="v" revision="1" rating="mature"><name>Vesper</name></personality>';
    expect(textIn(await stage.say(`personality import text='${line}'`))).toContain('Imported: Vesper, revision 1, rated mature.');
  });

  it('calls what the command line brought in the operator’s, theirs where they look themselves', async () => {
    await make('Gordon', { ...ada, person: operatorOwner });
    const operator = { ...ada, isOperator: true };
    expect(textIn(await stage.say('personality show Gordon', { caller: operator }))).toContain('yours · revision 1');
    expect(textIn(await stage.say('personality browse gordon', { caller: operator }))).toContain('Gordon · of Ada · yours');
  });

  it('says what is wrong with a file, and that nothing was imported', async () => {
    expect((await stage.refusal('personality import', { args: { text: '<personality><oops></personality>' } })).text).toMatch(
      /^XML line \d+, column \d+: .*Nothing was imported\.$/,
    );
    expect(await stage.refusal('personality import vesper.xml')).toMatchObject({ code: 'invalid-personality', field: 'file' });
    expect(await stage.refusal('personality import')).toMatchObject({ code: 'invalid-option', field: 'file' });
    expect((await stage.refusal('personality import', { args: { file: '\ufffdPNG\r\n\u001a\n' } })).text).toContain('no character data');
  });
});

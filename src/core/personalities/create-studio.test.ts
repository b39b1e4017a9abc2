import { beforeEach, describe, expect, it } from 'vitest';
import { ada, bob, createStudioStage, type StudioStage, shippedPersonality } from '../../../test/fakes/studio-stage.ts';
import { createSay } from '../texts/create-say.ts';
import type { Localized } from '../texts/localized.ts';
import { bodyOf } from './body-of.ts';
import type { PersonalityBody, Studio } from './studio.ts';

const juno = shippedPersonality({ id: 'juno', name: 'Juno', revision: 3, creator: 'MiaChat', licence: 'CC0', system: 'dry' });
const vesper: PersonalityBody = bodyOf(shippedPersonality({ id: 'x', name: 'Vesper', system: 'You are Vesper.' }));
const xml = (attributes: string, name = 'Vesper', inner = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<personality ${attributes} rating="everyone">\n  <name>${name}</name>\n${inner}</personality>\n`;

describe('the studio', () => {
  let stage: StudioStage;
  let studio: Studio;

  beforeEach(() => {
    stage = createStudioStage([juno]);
    studio = stage.studio;
  });

  const held = async (id: string) => await stage.library.get(id);
  const say = createSay();
  async function adviceOf(work: Promise<unknown>): Promise<string> {
    const thrown: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    const advice = thrown instanceof Error && 'advice' in thrown ? (thrown.advice as Localized) : { en: 'nothing was thrown', de: '' };
    return say('en', advice, {});
  }

  it('makes a personality under an id of its own, for its maker alone', async () => {
    const one = await studio.create(ada, vesper);
    const two = await studio.create(bob, vesper);
    expect(one).toMatchObject({ name: 'Vesper', revision: 1, owner: 'ada' });
    expect(one.id).toMatch(/^[a-z0-9]{26}$/);
    expect(two.id).not.toBe(one.id);
    await expect(studio.save(bob, one.id, { base: 1, body: vesper })).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('refuses what breaks its limits, naming the part, and keeps nothing', async () => {
    expect(await adviceOf(studio.create(ada, { ...vesper, tagline: 'x'.repeat(201) }))).toMatch(
      /^That cannot be kept: tagline .*\. Nothing was changed\.$/,
    );
    expect(await stage.library.visibleTo(ada)).toHaveLength(1);
  });

  it('saves on top of what holds and refuses a base that is older', async () => {
    const { id } = await studio.create(ada, vesper);
    expect(await studio.save(ada, id, { base: 1, body: { ...vesper, tagline: 'two' } })).toMatchObject({ revision: 2, tagline: 'two' });
    const late = studio.save(ada, id, { base: 1, body: { ...vesper, tagline: 'late' } });
    await expect(late).rejects.toMatchObject({ code: 'stale-form' });
    expect((await held(id))?.tagline).toBe('two');
  });

  it('lets one of two saves at the same moment through', async () => {
    const { id } = await studio.create(ada, vesper);
    const saves = ['a', 'b'].map((tagline) => studio.save(ada, id, { base: 1, body: { ...vesper, tagline } }));
    expect((await Promise.allSettled(saves)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((await held(id))?.tagline).toBe('a');
  });

  it('undoes, redoes, and goes on from an earlier revision without losing the later one', async () => {
    const { id } = await studio.create(ada, { ...vesper, tagline: '1' });
    await studio.save(ada, id, { base: 1, body: { ...vesper, tagline: '2' } });
    expect(await studio.undo(ada, id)).toMatchObject({ revision: 1, tagline: '1' });
    expect(await studio.undo(ada, id)).toBeUndefined();
    expect(await studio.redo(ada, id)).toMatchObject({ revision: 2, tagline: '2' });
    expect(await studio.redo(ada, id)).toBeUndefined();
    await studio.undo(ada, id);
    expect(await studio.save(ada, id, { base: 1, body: { ...vesper, tagline: '3' } })).toMatchObject({ revision: 3 });
    await studio.undo(ada, id);
    // The newest that was made from here.
    expect(await studio.redo(ada, id)).toMatchObject({ revision: 3, tagline: '3' });
    expect((await studio.history(ada, id)).map(({ revision, parent }) => [revision, parent])).toEqual([
      [3, 1],
      [2, 1],
      [1, undefined],
    ]);
    expect((await stage.library.get(id, 2))?.tagline).toBe('2');
  });

  it('forks a shipped one: the copy is the viewer’s, its first change can be undone, the original stays', async () => {
    await studio.keepDraft(ada, 'juno', { base: 3, body: { ...bodyOf(juno), system: 'drier' } });
    const copy = await studio.save(ada, 'juno', { base: 3, body: { ...bodyOf(juno), system: 'drier', creator: 'Ada', licence: '' } });
    expect(copy).toMatchObject({ name: 'Juno', owner: 'ada', revision: 2 });
    expect(copy.id).not.toBe('juno');
    expect(await held(copy.id)).toMatchObject({ system: 'drier', creator: 'MiaChat', licence: 'CC0' });
    expect((await held('juno'))?.system).toBe('dry');
    expect(await studio.draft(ada, 'juno')).toBeUndefined();
    await studio.undo(ada, copy.id);
    expect((await held(copy.id))?.system).toBe('dry');
    expect((await stage.store.personalities.row(copy.id))?.forkOf).toBe('juno');
  });

  it('refuses to fork from an older file than the one that is shipped', async () => {
    await expect(studio.save(ada, 'juno', { base: 2, body: bodyOf(juno) })).rejects.toMatchObject({ code: 'stale-form' });
  });

  it('never lets creator and licence be edited away', async () => {
    const { id } = await studio.create(ada, vesper);
    await studio.save(ada, id, { base: 1, body: { ...vesper, creator: 'Ada', licence: 'MIT' } });
    await studio.save(ada, id, { base: 2, body: { ...vesper, creator: 'Bob', licence: '' } });
    expect(await held(id)).toMatchObject({ creator: 'Ada', licence: 'MIT' });
    const fork = await studio.create(ada, { ...vesper, creator: '', licence: 'mine' }, { forkOf: 'juno' });
    expect(await held(fork.id)).toMatchObject({ creator: 'MiaChat', licence: 'CC0' });
  });

  it('leaves shipped ones alone: no undo, no deletion', async () => {
    await expect(studio.undo(ada, 'juno')).rejects.toMatchObject({ code: 'read-only' });
    await expect(studio.remove({ ...ada, isOperator: true }, 'juno')).rejects.toMatchObject({ code: 'read-only' });
    expect(await studio.history(ada, 'juno')).toEqual([]);
  });

  it('brings a deleted one back for 30 days and not later', async () => {
    const { id } = await studio.create(ada, vesper);
    await studio.remove(ada, id);
    expect(await stage.library.entry(id)).toBeUndefined();
    await expect(studio.save(ada, id, { base: 1, body: vesper })).rejects.toMatchObject({ code: 'not-found' });
    await expect(studio.remove(ada, id)).rejects.toMatchObject({ code: 'not-found' });
    await stage.clock.advance(30 * 24 * 3_600_000);
    await expect(studio.restore(bob, id)).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await studio.restore(ada, id)).toMatchObject({ id, name: 'Vesper' });
    await studio.remove(ada, id);
    await stage.clock.advance(30 * 24 * 3_600_000 + 1);
    await expect(studio.restore(ada, id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keeps one draft per person, and a save takes its own away', async () => {
    const { id } = await studio.create(ada, vesper);
    await studio.keepDraft(ada, id, { base: 1, body: { ...vesper, tagline: 'x'.repeat(300) } });
    expect(await studio.draft(ada, id)).toMatchObject({ base: 1, owner: 'ada' });
    await expect(studio.keepDraft(bob, id, { base: 1, body: vesper })).rejects.toMatchObject({ code: 'not-allowed' });
    await studio.keepDraft(bob, 'juno', { base: 3, body: bodyOf(juno) });
    await studio.save(ada, id, { base: 1, body: vesper });
    expect(await studio.draft(ada, id)).toBeUndefined();
    expect(await studio.draft(bob, 'juno')).toBeDefined();
    await studio.dropDraft(bob, 'juno');
    expect(await studio.draft(bob, 'juno')).toBeUndefined();
  });

  it('exports what holds, under a plain file name, and imports it again as the same', async () => {
    const { id } = await studio.create(ada, { ...vesper, name: 'Old  Märrow!', tags: ['a', 'b'] });
    const { name, xml: written } = await studio.exportXml(ada, id);
    expect(name).toBe('old-marrow.xml');
    expect(await studio.importXml(ada, written, 'x.xml')).toMatchObject({ isUpdate: true, entry: { id, revision: 1 } });
    await expect(studio.exportXml(bob, id)).rejects.toMatchObject({ code: 'not-found' });
    const { entry, isUpdate } = await studio.importXml(bob, written, 'x.xml');
    expect(isUpdate).toBe(false);
    expect(bodyOf((await held(entry.id)) ?? juno)).toEqual(bodyOf((await held(id)) ?? juno));
  });

  it('names a file after the id where the name has no Latin letter', async () => {
    const { id } = await studio.create(ada, { ...vesper, name: 'みあ' });
    expect((await studio.exportXml(ada, id)).name).toBe(`${id}.xml`);
  });

  it('imports a new one with its bytes, and the id of one’s own as an update that keeps the id', async () => {
    const { entry } = await studio.importXml(ada, xml('id="vesper" revision="9"'), 'vesper.xml');
    expect(entry).toMatchObject({ name: 'Vesper', revision: 1, owner: 'ada' });
    expect(entry.id).not.toBe('vesper');
    const bytes = await stage.store.personalities.original(entry.id, 1);
    expect(new TextDecoder().decode(bytes)).toBe(xml('id="vesper" revision="9"'));
    const next = await studio.importXml(ada, xml(`id="${entry.id}" revision="1"`, 'Vesper Thorne'), 'vesper.xml');
    expect(next).toMatchObject({ isUpdate: true, entry: { id: entry.id, revision: 2, name: 'Vesper Thorne' } });
  });

  it('takes the very same file a second time as the one it is', async () => {
    const file = xml('id="vesper" revision="1"');
    const first = await studio.importXml(ada, file, 'vesper.xml');
    const both = await Promise.all([studio.importXml(ada, file, 'vesper.xml'), studio.importXml(ada, file, 'vesper.xml')]);
    expect(both.map(({ entry, isUpdate }) => [entry.id, entry.revision, isUpdate])).toEqual([
      [first.entry.id, 1, true],
      [first.entry.id, 1, true],
    ]);
  });

  it('takes the id of a shipped one as a copy of it, with its credits, and somebody else’s id as nothing', async () => {
    const { entry } = await studio.importXml(ada, xml('id="juno" revision="3"', 'Juno'), 'juno.xml');
    expect(await held(entry.id)).toMatchObject({ creator: 'MiaChat', licence: 'CC0' });
    const mine = await studio.create(ada, vesper);
    const theirs = await studio.importXml(bob, xml(`id="${mine.id}" revision="1"`), 'v.xml');
    expect(theirs.isUpdate).toBe(false);
    expect(theirs.entry.id).not.toBe(mine.id);
  });

  it('says file, line and column of the first fault and how many more there are; nothing is imported', async () => {
    const bad = xml('id="v" revision="1"', 'Vesper', '  <traits>\n    <trait name="openness" value="very"/>\n  </traits>\n');
    const advice = await adviceOf(studio.importXml(ada, bad, '/home/ada/vesper.xml'));
    expect(advice).toMatch(
      /^vesper\.xml line \d+, column \d+: .+\. (?:One more thing is wrong\. |\d+ more things are wrong\. )?Nothing was imported\.$/,
    );
    expect(await stage.library.visibleTo(ada)).toHaveLength(1);
  });

  it('says foreign text of a faulty file as it is, braces and quotes too', async () => {
    const advice = await adviceOf(studio.importXml(ada, "<it's{count, plural}/>", "o'{x}.xml"));
    expect(advice).toContain("o'{x}.xml line 1, column");
  });

  it('says that a picture carries no character', async () => {
    expect(await adviceOf(studio.importXml(ada, '\ufffdPNG\r\n\u001a\n…', 'vesper.png'))).toMatch(
      /^This picture carries no character data;/,
    );
  });
});

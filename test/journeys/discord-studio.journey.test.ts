import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { png, pngOf } from '../fakes/picture-samples.ts';
import type { Actor } from '../twins/discord/actors/actor.ts';
import type { ChatMessage } from '../twins/discord/actors/chat-message.ts';
import { commandsKnown, echo, hasButton, offers, onDiscord, promptText } from './discord-bot.ts';
import { until } from './until.ts';
import { gate } from './with-model.ts';

/** Somebody makes Ren, in the window that the command opens. */
async function makesRen(maker: Actor): Promise<void> {
  const modal = await maker.dm.slash('personality create').modal;
  await maker.submits(modal, { Name: 'Ren', 'Who is it, in a sentence?': 'Ren repairs clocks.' });
  await maker.dm.sees('Ren is here and yours alone');
}

const opensRen = (editor: Actor): Promise<ChatMessage> => editor.dm.slash('personality edit', { name: 'Ren' }).reply;

/** What is offered for saving, seen on the panel's own message. */
async function reviews(editor: Actor, panel: ChatMessage): Promise<void> {
  await editor.clicks('Save', { on: panel });
  await editor.dm.sees('not saved yet');
  await offers(panel, 'Discard');
}

/** Ren in the store, and two people who may change her: who made her, and the operator. */
async function twoEditors() {
  const scene = await onDiscord(echo);
  const { twin } = scene;
  twin.guild('Den');
  const [ada, owner] = [twin.user('ada'), twin.owner];
  const start = () => scene.start({ MIACHAT_OWNERS: `discord:${owner.id}` });
  const bot = await start();
  await commandsKnown(twin);
  await makesRen(ada);
  return { twin, ada, owner, bot, start };
}

async function shownRen(viewer: Actor): Promise<string> {
  return (await viewer.dm.slash('personality show', { name: 'Ren' }).reply).text;
}

describe('the preview of unsaved changes', () => {
  it('grows a sample answer in the new voice, which is kept nowhere', async () => {
    const held = gate();
    const { twin, model, start, folder } = await onDiscord(async ({ question, text, finish }) => {
      text(question.includes('how was your day') ? 'Tick, ' : 'words');
      await held.opened;
      text('tock, canaryword.');
      finish();
    });
    twin.guild('Den');
    const ada = twin.user('ada');
    const bot = await start();
    await commandsKnown(twin);
    await makesRen(ada);
    const panel = await opensRen(ada);
    await ada.submits(await ada.clicks('Who', { on: panel }).modal, { Tagline: 'A clockmaker of few words' });
    await ada.clicks('Save', { on: panel });
    // The preview does not wait for the model.
    await ada.dm.sees(/not saved yet/);
    await offers(panel, 'Discard');
    held.open();
    await ada.dm.sees(/not saved yet.*So it would sound.*Tick, tock, canaryword\./s);
    expect(promptText(model.requests.at(-1) ?? missing())).toContain('Ren repairs clocks.');
    await ada.clicks('Save', { on: panel });
    await ada.dm.sees('Saved: Ren');
    await bot.kill('SIGTERM');
    expect(copiesOf(folder, 'canaryword')).toBe(0);
    twin.noRefusals();
  });
});

const missing = (): never => {
  throw new Error('the model was not asked');
};

describe('two editors of one personality', () => {
  it('both fill in windows of the same revision: the first is saved, the second is told, and loses nothing', async () => {
    const { twin, ada, owner } = await twoEditors();
    const [hers, its] = [await opensRen(ada), await opensRen(owner)];
    const [first, second] = [await ada.clicks('Who', { on: hers }).modal, await owner.clicks('Who', { on: its }).modal];
    await ada.submits(first, { Tagline: 'Tick' });
    await reviews(ada, hers);
    await ada.clicks('Save', { on: hers });
    expect((await ada.dm.sees('Saved: Ren')).text).toContain('revision 2');
    await owner.submits(second, { Pronouns: 'they/them' });
    await owner.dm.sees('This form is older than the change of');
    await owner.clicks('Save', { on: its });
    await owner.dm.settles();
    expect(owner.dm.transcript()).not.toMatch(/not saved yet|Saved: Ren/);
    // Called anew it has what was typed, on top of what the other saved.
    const anew = await opensRen(owner);
    expect(anew.text).toContain('your unsaved changes');
    expect(anew.text).toContain('Tagline: Tick · Pronouns: they/them');
    await reviews(owner, anew);
    expect(anew.text).toMatch(/Pronouns: nothing → they\/them/);
    expect(anew.text).not.toContain('Tagline');
    await owner.clicks('Save', { on: anew });
    expect((await owner.dm.sees('Saved: Ren')).text).toContain('revision 3');
    expect(await shownRen(ada)).toContain('Ren · they/them · Tick');
    twin.noRefusals();
  });

  it('both have seen what would be saved: the second Save says so and overwrites nothing', async () => {
    const { twin, ada, owner } = await twoEditors();
    const [hers, its] = [await opensRen(ada), await opensRen(owner)];
    await ada.submits(await ada.clicks('Who', { on: hers }).modal, { Tagline: 'Tick' });
    await owner.submits(await owner.clicks('Who', { on: its }).modal, { Tagline: 'Tock' });
    await reviews(ada, hers);
    await reviews(owner, its);
    await ada.clicks('Save', { on: hers });
    await ada.dm.sees('Saved: Ren');
    await owner.clicks('Save', { on: its });
    await owner.dm.sees('after you began. Nothing was overwritten');
    expect(owner.dm.transcript()).not.toContain('Saved: Ren');
    expect(await shownRen(ada)).toContain('Ren · Tick');
    expect((await opensRen(owner)).text).toContain('Tagline: Tock');
    twin.noRefusals();
  });

  it('a personality of somebody else’s cannot even be found', async () => {
    const { twin } = await twoEditors();
    const bob = twin.user('bob');
    expect((await opensRen(bob)).text).toContain('I don’t know Ren');
    expect(JSON.stringify(await bob.dm.completes('personality edit', 'name', 'Re'))).not.toContain('Ren');
    twin.noRefusals();
  });
});

describe('a window sent in after a restart', () => {
  it('makes the personality it was filled in for', async () => {
    const { twin, start } = await onDiscord(echo);
    twin.guild('Den');
    const ada = twin.user('ada');
    const bot = await start();
    await commandsKnown(twin);
    const modal = await ada.dm.slash('personality create').modal;
    await bot.kill('SIGKILL');
    await start();
    await ada.submits(modal, { Name: 'Ren', 'Who is it, in a sentence?': 'Ren repairs clocks.' });
    await ada.dm.sees('Ren is here and yours alone');
    twin.noRefusals();
  });

  it('keeps what was typed into a section of the studio', async () => {
    const { twin, ada, bot, start } = await twoEditors();
    const panel = await opensRen(ada);
    const modal = await ada.clicks('Who', { on: panel }).modal;
    await bot.kill('SIGKILL');
    await start();
    expect((await ada.submits(modal, { Tagline: 'Tick' })).kind).not.toBe('failed');
    await ada.dm.sees('Kept as a draft');
    const anew = await opensRen(ada);
    expect(anew.text).toContain('Tagline: Tick');
    await reviews(ada, anew);
    await ada.clicks('Save', { on: anew });
    expect((await ada.dm.sees('Saved: Ren')).text).toContain('revision 2');
    twin.noRefusals();
  });

  it('and still has the Save button that it speaks of', async () => {
    const { ada, bot, start } = await twoEditors();
    const panel = await opensRen(ada);
    const modal = await ada.clicks('Who', { on: panel }).modal;
    await bot.kill('SIGKILL');
    await start();
    await ada.submits(modal, { Tagline: 'Tick' });
    const kept = await ada.dm.sees('Save takes it over');
    expect(hasButton(kept, 'Save') || hasButton(panel, 'Save')).toBe(true);
  });
});

describe('a portrait', () => {
  const upload = (bytes: Uint8Array) => [{ name: 'ren.png', contentType: 'image/png', bytes }];
  /** What a card has attached, as anybody can download it. */
  async function attached(message: ChatMessage): Promise<readonly Uint8Array[]> {
    return Promise.all(message.raw.attachments.map(async ({ url }) => new Uint8Array(await (await fetch(url)).arrayBuffer())));
  }
  const card = (viewer: Actor): Promise<ChatMessage> => viewer.dm.slash('personality show', { name: 'Ren' }).reply;

  it('goes in through a window and comes out of show byte for byte; undo takes it away, no model ever gets it', async () => {
    const { twin, model, folder, start } = await onDiscord(echo);
    twin.guild('Den');
    const ada = twin.user('ada');
    const bot = await start();
    await commandsKnown(twin);
    await makesRen(ada);
    const picture = pngOf(700_000, 0x5a);
    const panel = await opensRen(ada);
    // Another kind of file first: it comes back, the tagline is kept.
    const bad = upload(new Uint8Array(Buffer.from('not a picture')));
    await ada.submits(await ada.clicks('Who', { on: panel }).modal, { Tagline: 'Tick', Portrait: bad });
    await ada.dm.sees('It must be a picture: PNG, JPEG, WebP or GIF.');
    await ada.submits(await ada.clicks('Fix one field', { on: panel }).modal, { Portrait: upload(picture) });
    await ada.dm.sees('Portrait: PNG');
    await reviews(ada, panel);
    expect(panel.text).toMatch(/Tagline: nothing → Tick\nPortrait: nothing → PNG [0-9a-f]{8}/);
    await ada.clicks('Save', { on: panel });
    await ada.dm.sees('Saved: Ren');
    const shown = await card(ada);
    expect(shown.text).toContain('Ren · Tick');
    expect(await attached(shown)).toEqual([picture]);
    // In one place of the store and nowhere else: neither the event that brought it nor the card that showed it is kept.
    await until(() => copiesOf(folder, Buffer.from(picture).toString('base64').slice(2_000, 2_100)) === 0);
    await ada.dm.slash('personality use', { name: 'Ren' });
    await ada.dm.says('what do you look like?');
    await ada.dm.sees('You said: what do you look like?');
    expect(model.requests.map(promptText).join()).not.toMatch(/PNG|ZZZZ|portrait/i);
    await ada.dm.slash('personality edit', { name: 'Ren', value: 'undo' }).reply;
    expect(await attached(await card(ada))).toEqual([]);
    await bot.kill();
    await start();
    await ada.dm.slash('personality edit', { name: 'Ren', value: 'redo' }).reply;
    expect(await attached(await card(ada))).toEqual([picture]);
    twin.noRefusals();
  });

  it('comes with /personality set as a file, another takes its place, and it goes with unset', async () => {
    const { twin, start } = await onDiscord(echo);
    twin.guild('Den');
    const ada = twin.user('ada');
    await start();
    await commandsKnown(twin);
    const modal = await ada.dm.slash('personality create').modal;
    await ada.submits(modal, { Name: 'Ren', 'Who is it, in a sentence?': 'Ren repairs clocks.' });
    await ada.dm.sees('Ren is here and yours alone');
    const [first] = upload(png);
    const [file] = upload(pngOf(2_000));
    const set = { name: 'Ren', field: 'portrait' };
    expect((await ada.dm.slash('personality set', { ...set, file: first ?? '' }).reply).text).toMatch(/Portrait: nothing → PNG \w{8}/);
    expect(await attached(await card(ada))).toEqual([png]);
    expect((await ada.dm.slash('personality set', { ...set, file: file ?? '' }).reply).text).toMatch(/Portrait: PNG \w{8} → PNG \w{8}/);
    expect(await attached(await card(ada))).toEqual([pngOf(2_000)]);
    expect((await ada.dm.slash('personality set', { ...set, value: 'unset' }).reply).text).toMatch(/Portrait: PNG \w{8} → nothing/);
    expect(await attached(await card(ada))).toEqual([]);
    expect((await ada.dm.slash('personality set', { ...set, value: '/etc/hostname' }).reply).text).toContain('It must be a picture');
    twin.noRefusals();
  });
});

/** How many of the data folder's files hold these letters. */
function copiesOf(folder: string, letters: string): number {
  return readdirSync(folder).filter((name) => name.startsWith('miachat.db') && readFileSync(join(folder, name), 'latin1').includes(letters))
    .length;
}

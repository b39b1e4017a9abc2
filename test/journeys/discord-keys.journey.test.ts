import { describe, expect, it } from 'vitest';
import { hashOf } from '../twins/model/keyed-provider.ts';
import { commandsKnown, echo, offers, onDiscord } from './discord-bot.ts';
import { filesWith } from './files-with.ts';
import { until } from './until.ts';

const good = 'sk-canary4f2a9c31d0b7a1b2';
const wrong = 'sk-canaryffffffffffffffff';
const env = { ACME_KEY_HASH: hashOf(good) };

describe('own keys on Discord', () => {
  it('go into a window that only their owner sees, are tried, sealed and shown masked; nobody else sees or spends them', async () => {
    const { twin, folder, start } = await onDiscord(echo);
    const den = twin.guild('Den').channel('lore');
    const [ada, bob] = [twin.user('ada'), twin.user('bob')];
    const bot = await start(env);
    await commandsKnown(twin);
    const modal = await ada.in(den).slash('settings key', { provider: 'acme' }).modal;
    const refused = await ada.submits(modal, { 'API key': wrong }).reply;
    await until(() => refused.text.includes('Acme refuses this key. Nothing was kept.'));
    const again = await ada.in(den).slash('settings key', { provider: 'acme' }).modal;
    const kept = await ada.submits(again, { 'API key': good }).reply;
    await until(() => kept.text.includes('Kept and sealed: sk-…a1b2 for Acme, 2 models.'));
    expect((await ada.in(den).slash('settings key').reply).text).toContain('· acme: sk-…a1b2');
    expect((await bob.in(den).slash('settings key').reply).text).toContain('You have brought no key of your own.');
    // Nobody but ada has seen a word of it.
    expect(den.transcript(bob)).not.toMatch(/a1b2|refuses|canary/);
    expect(den.transcript(ada)).not.toContain('canary');
    await offers(kept, 'Remove it');
    const gone = await ada.clicks('Remove it', { on: kept }).reply;
    await until(() => gone.text.includes('Your key for Acme is gone'));
    await bot.kill('SIGTERM');
    expect([filesWith(folder, 'canary'), bot.stderr().includes('canary')]).toEqual([[], false]);
    twin.noRefusals();
    twin.noPings();
  });

  it('live through a restart, and a window that was open then still takes one', async () => {
    const { twin, folder, start } = await onDiscord(echo);
    twin.guild('Den');
    const ada = twin.user('ada');
    const bot = await start(env);
    await commandsKnown(twin);
    const modal = await ada.dm.slash('settings key', { provider: 'acme' }).modal;
    await bot.kill('SIGKILL');
    const later = await start(env);
    await commandsKnown(twin);
    await ada.submits(modal, { 'API key': good });
    await ada.dm.sees('Kept and sealed: sk-…a1b2');
    await later.kill('SIGKILL');
    await start(env);
    await commandsKnown(twin);
    expect((await ada.dm.slash('settings key').reply).text).toContain('· acme: sk-…a1b2');
    expect(filesWith(folder, 'canary')).toEqual([]);
  });
});

describe('/settings on Discord', () => {
  it('is a panel that only its reader sees, with buttons for a model and for keys', async () => {
    const { twin, start } = await onDiscord(echo);
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    await start(env);
    await commandsKnown(twin);
    const panel = await ada.in(den).slash('settings show').reply;
    await offers(panel, 'Choose a model');
    expect(panel.onlyFor).toBe('ada');
    expect(panel.text).toMatch(
      /Answers now[\s\S]*wire through wire[\s\S]*○ acme · .* only with a key of your own[\s\S]*Everything, and who decided it/,
    );
    const modal = await ada.clicks('Choose a model', { on: panel }).modal;
    ada.submits(modal, { 'Who is to answer': 'acme (needs a key of your own), the model it picks', 'For whom': 'you' });
    await until(() => panel.text.includes('Provider is now acme, decided for you.'));
    expect(panel.text).toContain('only with a key of your own, and you have none');
    await offers(panel, 'All settings');
    const again = await ada.clicks('All settings', { on: panel }).reply;
    await offers(again, 'My keys');
    const keys = await ada.clicks('My keys', { on: again }).reply;
    await offers(keys, 'Acme key');
    const window = await ada.clicks('Acme key', { on: keys }).modal;
    ada.submits(window, { 'API key': good });
    await until(() => keys.text.includes('Kept and sealed: sk-…a1b2'));
    await ada.in(den).mentions(twin.bot, 'hello');
    await den.sees('acme speaking');
    twin.noRefusals();
    twin.noPings();
  });
});

describe('a key that is pasted on Discord', () => {
  it('is deleted where she may, and named where she may not; never stored, never sent to a model', async () => {
    const { twin, folder, model, start } = await onDiscord(echo, { portal: { messageContent: true } });
    const server = twin.guild('Den');
    const den = server.channel('lore');
    const ada = twin.user('ada');
    const bot = await start(env);
    await commandsKnown(twin);
    const left = await ada.in(den).mentions(twin.bot, `what does ${good} do?`);
    await den.sees(/I may not delete it here: do that, and revoke it/);
    expect(left.isDeleted).toBe(false);
    server.gives(twin.bot, server.role('mods', 'ManageMessages'));
    const gone = await ada.in(den).says(`psst, ${good}`);
    await den.sees(/I took the message away and kept nothing of it/);
    expect(gone.isDeleted).toBe(true);
    const plain = await ada.in(den).says('hello all');
    ada.edits(plain, `my token: ${good}`);
    await until(() => plain.isDeleted);
    const option = await ada.in(den).slash('settings key', { provider: 'acme', value: good }).reply;
    await until(() => option.text.includes('kept nothing of it'));
    expect(option.onlyFor).toBe('ada');
    const inDm = await ada.dm.says(good);
    await ada.dm.sees(/I may not delete it here.*\/settings key/s);
    expect(inDm.isDeleted).toBe(false);
    await ada.dm.says('and now?');
    await ada.dm.sees('You said: and now?');
    await bot.kill('SIGTERM');
    expect([filesWith(folder, 'canary'), bot.stderr().includes('canary')]).toEqual([[], false]);
    expect(JSON.stringify(model.requests)).not.toContain('canary');
    twin.noPings();
  });
});

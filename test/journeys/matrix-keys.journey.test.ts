import { describe, expect, it } from 'vitest';
import { hashOf } from '../twins/model/keyed-provider.ts';
import { echo } from './behaviours.ts';
import { filesWith } from './files-with.ts';
import { onMatrix } from './matrix-bot.ts';
import { until } from './until.ts';

const good = 'sk-canary4f2a9c31d0b7a1b2';
const env = { ACME_KEY_HASH: hashOf(good) };

describe('own keys on Matrix', () => {
  it('are refused in a room, and taken in a private chat, where the message that brought one is redacted', async () => {
    const { twin, folder, model, start } = await onMatrix(echo);
    const den = twin.room('den');
    const ada = twin.user('ada');
    const bot = await start(env);
    ada.in(den).says('!mia settings key acme');
    await den.sees(/Here everybody could read it. Write to me in a private chat/);
    ada.dm.says('/settings key acme');
    await ada.dm.sees(/best effort[\s\S]*unless this chat is encrypted your server can read it/);
    const wrong = ada.dm.says('1 canarycanary');
    await ada.dm.sees(/! Acme refuses this key. Nothing was kept./);
    const right = ada.dm.says(good);
    const kept = await ada.dm.sees('Kept and sealed: sk-…a1b2 for Acme, 2 models.');
    await until(() => wrong.isRedacted && right.isRedacted);
    ada.dm.says('hello');
    await ada.dm.sees('You said: hello', { after: kept });
    await bot.kill('SIGTERM');
    expect([filesWith(folder, 'canary'), bot.stderr().includes('canary')]).toEqual([[], false]);
    expect([JSON.stringify(model.requests).includes('canary'), ada.dm.transcript().includes('canary')]).toEqual([false, false]);
    twin.noPings();
  });

  it('where she may not redact, the writer is asked to', async () => {
    const { twin, folder, start } = await onMatrix(echo);
    const ada = twin.user('ada');
    const room = twin.room('den');
    await start(env);
    const left = ada.in(room).says(`look: ${good}`);
    await room.sees(/I may not delete it here: do that, and revoke it where you got it\. .*in a private chat with me/);
    expect(left.isRedacted).toBe(false);
    room.gives(twin.bot, 50);
    const gone = ada.in(room).says(`!mia settings key acme value=${good}`);
    await room.sees(/I took the message away and kept nothing of it/);
    await until(() => gone.isRedacted);
    const shapeless = ada.in(room).says('!mia settings key acme hunter2hunter2');
    await until(() => shapeless.isRedacted);
    const plain = ada.in(room).says('hello');
    ada.edits(plain, `well, ${good}`);
    await until(() => plain.isRedacted);
    expect([filesWith(folder, 'canary'), filesWith(folder, 'hunter2')]).toEqual([[], []]);
  });
});

describe('/settings on Matrix', () => {
  it('is a card: what holds, how providers are, and a form by text that chooses', async () => {
    const { twin, start } = await onMatrix(echo);
    const ada = twin.user('ada');
    await start(env);
    ada.dm.says('/settings');
    const card = await ada.dm.sees(
      /Answers now[\s\S]*wire through wire \([\s\S]*○ acme · nothing leaves this computer · only with a key of your own/,
    );
    await until(() => card.reactions.length >= 2);
    ada.reacts(card, '✏️');
    await ada.dm.sees(/1 {2}Who is to answer: \(empty\)[\s\S]*2 {2}For whom: person/);
    ada.dm.says('1 acme');
    await ada.dm.sees(/1 {2}Who is to answer: acme/);
    ada.dm.says('save');
    await ada.dm.sees(/Provider is now acme, decided for you\.[\s\S]*you have none/);
    ada.dm.says('/settings key acme');
    await ada.dm.sees(/1 {2}API key/);
    ada.dm.says(`1 ${good}`);
    ada.dm.says('save');
    await ada.dm.sees(/Kept and sealed: sk-…a1b2/);
    ada.dm.says('hello');
    await ada.dm.sees('acme speaking');
  });
});

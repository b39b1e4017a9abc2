import { describe, expect, it } from 'vitest';
import { type Behaviour, questionOf } from '../twins/model/model-server.ts';
import { echo, offers, onDiscord } from './discord-bot.ts';
import { gate } from './with-model.ts';

const ownLine = /^-# /;

const file = (name: string, contentType: string, bytes: Uint8Array = Buffer.from([0, 1, 2])) => ({ name, contentType, bytes });

/** Repeats the question; the last word about `hello` waits for the gate. */
function heldAtHello() {
  const held = gate();
  const behave: Behaviour = async ({ question, text, finish }) => {
    text(`You said: ${question}`);
    if (question === 'hello') await held.opened;
    text(' - that is all');
    finish();
  };
  return { held, behave };
}

describe('bad input', () => {
  it('4,000 characters, as people with Nitro may write, are read whole and answered in pieces', async () => {
    const { twin, model, start } = await onDiscord(echo);
    twin.guild('Den');
    const ada = twin.user('ada');
    await start();
    const long = `begin ${'seven oranges and a lemon '.repeat(160)}`.slice(0, 3996).concat(' end').replaceAll(/ +/g, ' ');
    expect(long.length).toBeGreaterThan(3_990);
    await ada.dm.says(long);
    await offers(await ada.dm.sees(/ end$/), 'Retry');
    expect(model.requests.map(questionOf)).toEqual([long]);
    const pieces = ada.dm.room.messages().filter(({ authorId, content }) => authorId === twin.bot.id && !ownLine.test(content));
    expect(pieces.map(({ content }) => content.trim()).join(' ')).toBe(`You said: ${long}`);
    // Only the last piece has buttons.
    expect(pieces.map(({ buttons }) => buttons.length > 0)).toEqual(pieces.map((piece) => piece === pieces.at(-1)));
    twin.noRefusals();
  });

  it('only a mention: no model is asked, and she says why', async () => {
    const { twin, model, start } = await onDiscord(echo);
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    await start();
    const bare = await ada.in(den).says(twin.bot.mention);
    expect((await den.sees('There was nothing in that message')).repliesTo).toBe(bare.id);
    await ada.in(den).mentions(twin.bot, 'with words');
    await den.sees('You said: with words');
    expect(model.requests.map(questionOf)).toEqual(['with words']);
    twin.noRefusals();
    twin.noPings();
  });

  it('attachments: text is read up to 64 KiB, everything else is named with why it stays unread', async () => {
    const { twin, model, start } = await onDiscord(echo);
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    await start();
    const files = [
      file('recipe.txt', 'text/plain', Buffer.from('seven oranges\nand a lemon')),
      file('long.md', 'text/markdown', Buffer.from('x'.repeat(64 * 1024 + 1))),
      file('cat.png', 'image/png'),
      file('song.ogg', 'audio/ogg'),
      file('film.mp4', 'video/mp4'),
      file('all.zip', 'application/zip'),
    ];
    await ada.in(den).mentions(twin.bot, 'what is in these?', { files });
    await den.sees('You said: what is in these?');
    const [asked] = model.requests.map(questionOf);
    expect(asked?.split('\n\n')).toEqual([
      'what is in these?',
      '[recipe.txt]\n> seven oranges\n> and a lemon',
      expect.stringMatching(/^\[file long\.md: .*64 KiB\]$/),
      '[picture cat.png]',
      expect.stringMatching(/^\[sound song\.ogg: /),
      expect.stringMatching(/^\[video film\.mp4: /),
      expect.stringMatching(/^\[file all\.zip: /),
    ]);
    // A picture alone is something to answer too.
    await ada.dm.says('', { files: [file('dog.png', 'image/png')] });
    await ada.dm.sees('dog.png');
    expect(model.requests.map(questionOf)[1]).toBe('[picture dog.png]');
    await ada.dm.sees(/cannot see, so the picture was not looked at/);
    twin.noRefusals();
    twin.noPings();
  });
});

describe('the ground taken away while she answers', () => {
  it('a deleted channel: she lives, and answers elsewhere', async () => {
    const { held, behave } = heldAtHello();
    const { twin, model, start } = await onDiscord(behave);
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    const bot = await start();
    await ada.in(den).mentions(twin.bot, 'hello');
    await den.sees('You said: hello');
    den.disappears();
    held.open();
    await ada.dm.says('still there?');
    await ada.dm.sees('You said: still there? - that is all');
    await ada.dm.settles();
    expect(model.requests.map(questionOf)).toEqual(['hello', 'still there?']);
    expect(ada.dm.transcript()).not.toContain('You said: hello');
    twin.noRefusals({ except: [10_003] });
    // Trying once is how she learns; she does not go on trying.
    expect(twin.refusals.filter(({ method }) => method !== 'GET').length).toBeLessThanOrEqual(1);
    expect(await bot.kill('SIGTERM')).toBe(0);
  });

  it('kicked from the server: she lives, answers in DMs, and in the channel again once she is back', async () => {
    const { held, behave } = heldAtHello();
    const { twin, start } = await onDiscord(behave);
    const server = twin.guild('Den');
    const den = server.channel('lore');
    twin.guild('Other');
    const ada = twin.user('ada');
    const bot = await start();
    await ada.in(den).mentions(twin.bot, 'hello');
    await den.sees('You said: hello');
    server.kicks(twin.bot);
    held.open();
    await ada.dm.says('still there?');
    await ada.dm.sees('You said: still there? - that is all');
    await ada.dm.settles();
    twin.noRefusals({ except: [50_001] });
    expect(twin.refusals.filter(({ method }) => method !== 'GET').length).toBeLessThanOrEqual(1);
    server.invitesBot();
    await ada.in(den).mentions(twin.bot, 'back again?');
    await den.sees('You said: back again? - that is all');
    twin.noRefusals({ except: [50_001] });
    twin.noPings();
    expect(await bot.kill('SIGTERM')).toBe(0);
  });
});

it('a server of 5,000 channels: she starts, and answers in the last of them', async () => {
  const { twin, start } = await onDiscord(echo);
  const channels = Array.from({ length: 5_000 }, (_, index) => `room-${index}`);
  const last = twin.guild('Hall', { channels }).channel('room-4999');
  const ada = twin.user('ada');
  await start();
  await ada.in(last).mentions(twin.bot, 'hello');
  const answer = await last.sees('You said: hello');
  expect(answer.channelId).toBe(last.id);
  twin.noRefusals();
});

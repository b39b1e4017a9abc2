import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandsKnown, type DiscordScene, echo, offers, onDiscord, promptText } from './discord-bot.ts';
import { until } from './until.ts';
import { gate } from './with-model.ts';

/** Everything the bot has written to the disk. */
const onDisk = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
    .join('\n');

/** What the model was last given to read. */
const lastPrompt = ({ requests }: DiscordScene['model']): string => requests.slice(-1).map(promptText).join();

describe('answers on Discord', () => {
  it('have a Stop button while they grow: what is there stays, and the button goes', async () => {
    const held = gate();
    const { twin, start } = await onDiscord(async ({ attempt, text, finish }) => {
      text('Once upon a time');
      if (attempt === 1) await held.opened;
      text(' nobody stopped it.');
      finish();
    });
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    await start();
    await ada.in(den).mentions(twin.bot, 'tell me');
    const answer = await den.sees(/Once upon a time/);
    expect(answer.labels.join()).toContain('Stop');
    await ada.clicks('Stop', { on: answer });
    await offers(answer, 'Continue');
    expect(answer.content).toContain('Once upon a time');
    expect(answer.labels.join()).not.toContain('Stop');
    held.open();
    await den.settles();
    expect(den.transcript()).not.toContain('nobody stopped it');
    expect(den.messages().filter(({ content }) => content.includes('Stopped'))).toEqual([]);
    twin.noRefusals();
  });

  it('go into threads where a moderator says so; what is changed or deleted in the channel follows there', async () => {
    const { twin, model, start } = await onDiscord(echo);
    const server = twin.guild('Den');
    const den = server.channel('lore');
    const [mod, ada, bob] = [twin.user('mod'), twin.user('ada'), twin.user('bob')];
    server.gives(mod, server.role('keepers', 'ManageChannels'));
    await start();
    await commandsKnown(twin);
    await mod.in(den).slash('room replies', { value: 'thread' });
    await den.sees(/opens a thread/);
    const question = await ada.in(den).mentions(twin.bot, 'a soup?');
    await until(() => den.threads.length === 1);
    const [thread] = den.threads;
    if (thread === undefined) throw new Error('no thread');
    const first = await thread.sees('You said: a soup?');
    expect(thread.name).toContain('a soup?');
    await bob.in(thread).mentions(twin.bot, 'with salt?');
    await thread.sees('You said: with salt?');
    expect(
      model.requests
        .at(-1)
        ?.messages.map(({ text }) => text)
        .join('\n'),
    ).toContain('a soup?');
    await bob.in(den).mentions(twin.bot, 'a pie?');
    await until(() => den.threads.length === 2);
    await den.threads[1]?.sees('You said: a pie?');
    expect(lastPrompt(model)).not.toContain('soup');
    await ada.deletes(question);
    await until(() => first.isDeleted);
    expect(den.transcript()).not.toContain('You said');
    twin.noRefusals();
    twin.noPings();
  });

  it('stay under their question where no thread may be opened, can be pressed there, and the asker learns why', async () => {
    const { twin, model, start } = await onDiscord(echo);
    const server = twin.guild('Den');
    const den = server.channel('lore');
    const [mod, ada] = [twin.user('mod'), twin.user('ada')];
    server.gives(mod, server.role('keepers', 'ManageChannels'));
    den.denies('everyone', 'CreatePublicThreads');
    await start();
    await commandsKnown(twin);
    await mod.in(den).slash('room replies', { value: 'thread' });
    await den.sees(/opens a thread/);
    const question = await ada.in(den).mentions(twin.bot, 'a soup?');
    const answer = await den.sees('You said: a soup?');
    expect(answer.repliesTo).toBe(question.id);
    await ada.dm.sees(/Create Public Threads/);
    await offers(answer, 'Retry');
    await ada.clicks('Retry', { on: answer });
    await until(() => model.requests.length === 2);
    await den.settles();
    await ada.in(den).repliesTo(answer, 'with salt?');
    await den.sees('You said: with salt?');
    expect(lastPrompt(model)).toContain('a soup?');
    twin.noRefusals();
  });

  it('look at pictures with a model that sees, and say so with one that does not', async () => {
    const { twin, model, start, folder } = await onDiscord(echo);
    twin.guild('Den');
    const ada = twin.user('ada');
    const files = [{ name: 'cat.png', contentType: 'image/png', bytes: Buffer.from('a cat, in pixels') }];
    const seeing = await start({ WIRE_SEES: '1' });
    await ada.dm.says('who is this?', { files });
    await ada.dm.sees(/You said: who is this\?/);
    const shown = model.requests.at(-1)?.messages.flatMap(({ images = [] }) => images) ?? [];
    expect(JSON.stringify(shown)).toBe(JSON.stringify([{ mime: 'image/png', bytes: Buffer.from('a cat, in pixels') }]));
    expect(onDisk(folder)).not.toContain('a cat, in pixels');
    await seeing.kill('SIGTERM');
    await start();
    await ada.dm.says('and this?', { files });
    await ada.dm.sees(/cannot see, so the picture was not looked at/);
    await ada.dm.sees(/You said: and this\?/);
    expect(lastPrompt(model)).toContain('that you cannot see');
    twin.noRefusals();
  });

  it('are asked for on any message, anywhere: seen by the asker alone, and nobody’s words are kept', async () => {
    const { twin, model, start, folder } = await onDiscord(({ text, finish }) => {
      text('A fine plan.');
      finish();
    });
    twin.guild('Den');
    const away = twin.guild('Elsewhere', { hasBot: false }).channel('talk');
    const ada = twin.user('ada');
    ada.installs();
    const bot = await start();
    await commandsKnown(twin);
    const said = await twin.user('ren').in(away).says('meet at the Rhododendron at nine');
    const asked = ada.in(away).menu('Ask Mia', said);
    expect((await asked.reply).onlyFor).toBe('ada');
    await ada.in(away).sees(/A fine plan/);
    expect(lastPrompt(model)).toContain('Rhododendron');
    await ada.in(away).slash('chat say', { text: 'and what else?' });
    await until(() => model.requests.length === 2);
    expect(JSON.stringify(model.requests[1])).not.toContain('Rhododendron');
    await bot.kill('SIGTERM');
    expect(onDisk(folder)).not.toContain('Rhododendron');
    expect(onDisk(folder)).toContain('and what else?');
    twin.noRefusals();
  });

  it('are explained, remembered and forgotten from their own menu', async () => {
    const { twin, start } = await onDiscord(echo);
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    await start();
    await commandsKnown(twin);
    const question = await ada.in(den).mentions(twin.bot, 'I keep bees');
    const answer = await den.sees('You said: I keep bees');
    await offers(answer, 'Why');
    const here = ada.in(den);
    const why = await here.menu('Why this?', answer).reply;
    expect([why.onlyFor, why.content]).toEqual(['ada', expect.stringContaining('the talk so far')]);
    const kept = await here.menu('Remember this', question).reply;
    expect([kept.onlyFor, kept.content]).toEqual(['ada', expect.stringContaining('Kept: “I keep bees”')]);
    expect((await here.slash('memory show').reply).content).toContain('I keep bees');
    const gone = await here.menu('Forget this', question).reply;
    expect([gone.onlyFor, gone.content]).toEqual(['ada', expect.stringContaining('Forgot')]);
    expect((await here.slash('memory show').reply).content).not.toContain('I keep bees');
    twin.noRefusals();
  });

  it('say who is before you when a room waits', async () => {
    const held = gate();
    const { twin, start } = await onDiscord(async ({ question, text, finish }) => {
      if (question.includes('slow')) await held.opened;
      text(`You said: ${question}`);
      finish();
    });
    const den = twin.guild('Den').channel('lore');
    await start();
    await twin.user('ada').in(den).mentions(twin.bot, 'the slow one');
    await twin.user('bob').in(den).mentions(twin.bot, 'the quick one');
    const waiting = await den.sees(/One question is before yours/);
    held.open();
    await den.sees('You said: the quick one');
    await until(() => waiting.isDeleted);
    twin.noRefusals();
  });
});

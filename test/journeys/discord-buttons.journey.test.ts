import { describe, expect, it } from 'vitest';
import { questionOf } from '../twins/model/model-server.ts';
import { offers, onDiscord } from './discord-bot.ts';
import { freshFolder } from './probe.ts';
import { gate } from './with-model.ts';

/** A model that counts its answers. */
function counting() {
  let count = 0;
  return ({ text, finish }: { text(text: string): void; finish(): void }): void => {
    count += 1;
    text(`answer ${count}`);
    finish();
  };
}

describe('buttons that are not meant to be pressed like that', () => {
  it('Retry by somebody else is refused to them alone, the answer stays; a moderator may', async () => {
    const { twin, model, start } = await onDiscord(counting());
    const server = twin.guild('Den');
    const den = server.channel('lore');
    const [ada, bob, mod] = [twin.user('ada'), twin.user('bob'), twin.user('mod')];
    server.gives(mod, server.role('moderators', 'ManageMessages', 'ManageChannels', 'ManageGuild'));
    await start();
    await ada.in(den).mentions(twin.bot, 'hello');
    const answer = await den.sees('answer 1');
    await offers(answer, 'Retry');
    const refusal = await bob.clicks('Retry', { on: answer }).reply;
    expect(refusal.onlyFor).toBe('bob');
    await den.settles();
    expect(refusal.text).toContain('belongs to ada');
    await den.settles();
    expect([answer.text, answer.edits, model.requests.length]).toEqual(['answer 1', 1, 1]);
    await mod.clicks('Retry', { on: answer });
    await den.sees('answer 2');
    await offers(answer, 'Previous answer');
    expect(answer.text).toBe('answer 2');
    twin.noRefusals();
    twin.noPings();
  });

  it('a button whose message was taken away meanwhile', async () => {
    const { twin, model, start } = await onDiscord(counting());
    const server = twin.guild('Den');
    const den = server.channel('lore');
    const [ada, mod] = [twin.user('ada'), twin.user('mod')];
    server.gives(mod, server.role('moderators', 'ManageMessages'));
    await start();
    await ada.in(den).mentions(twin.bot, 'hello');
    const answer = await den.sees('answer 1');
    await offers(answer, 'Retry');
    mod.deletes(answer);
    // Pressed on a screen that still showed it.
    expect((await ada.clicks('Retry', { on: answer })).kind).not.toBe('failed');
    await ada.in(den).mentions(twin.bot, 'still there?');
    const next = await den.sees(/answer \d/);
    expect(next.id).not.toBe(answer.id);
    await den.settles();
    expect(answer.isDeleted).toBe(true);
    expect(model.requests.filter((request) => questionOf(request) === 'still there?')).toHaveLength(1);
    // That it is gone she may learn by trying, once.
    twin.noRefusals({ except: [10_008] });
    expect(twin.refusals.length).toBeLessThanOrEqual(1);
    twin.noPings();
  });

  it('a button from before the data folder was lost says that it is not there any more', async () => {
    const { twin, start } = await onDiscord(counting());
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    const bot = await start();
    await ada.in(den).mentions(twin.bot, 'hello');
    const answer = await den.sees('answer 1');
    await offers(answer, 'Retry');
    await bot.kill('SIGTERM');
    await start({ MIACHAT_DATA_DIR: freshFolder() });
    const said = await ada.clicks('Retry', { on: answer }).reply;
    expect([said.text, said.onlyFor]).toEqual([expect.stringContaining('not here any more'), 'ada']);
    expect(answer.text).toBe('answer 1');
    twin.noRefusals();
  });

  it('Retry pressed twice quickly: both are answered in time, one whole answer stands', async () => {
    const held = gate();
    const { twin, model, start } = await onDiscord(async ({ attempt, text, finish }) => {
      text(`answer ${attempt} be`);
      if (attempt === 2) await held.opened;
      text('gins and ends');
      finish();
    });
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    await start();
    await ada.in(den).mentions(twin.bot, 'hello');
    const answer = await den.sees('answer 1 begins and ends');
    await offers(answer, 'Retry');
    const both = [ada.clicks('Retry', { on: answer }), ada.clicks('Retry', { on: answer })];
    expect((await Promise.all(both)).map(({ kind }) => kind)).not.toContain('failed');
    await den.sees(/answer 2 be/);
    held.open();
    await den.sees('answer 3 begins and ends');
    await den.settles();
    expect(model.requests).toHaveLength(3);
    expect(answer.text).toBe('answer 3 begins and ends');
    for (const version of answer.versions) expect(version).toMatch(/^answer \d be(?:gins and ends)?$/);
    expect(den.messages().filter(({ content }) => content.startsWith('answer'))).toHaveLength(1);
    twin.noRefusals();
  });

  it('◀ and ▶ flip through the answers after a restart', async () => {
    const { twin, model, start } = await onDiscord(counting());
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    const bot = await start();
    await ada.in(den).mentions(twin.bot, 'hello');
    const answer = await den.sees('answer 1');
    await offers(answer, 'Retry');
    await ada.clicks('Retry', { on: answer });
    await den.sees('answer 2');
    await offers(answer, 'Previous answer');
    await bot.kill('SIGKILL');
    await start();
    await ada.clicks('Previous answer', { on: answer });
    await den.sees('answer 1');
    await offers(answer, 'Next answer');
    await ada.clicks('Next answer', { on: answer });
    await den.sees('answer 2');
    await offers(answer, 'Previous answer');
    await den.settles();
    expect(model.requests).toHaveLength(2);
    expect(den.messages().filter(({ content }) => content.startsWith('answer'))).toHaveLength(1);
    twin.noRefusals();
    twin.noPings();
  });

  it('whoever asked may still press after a moderator has', async () => {
    const { twin, start } = await onDiscord(counting());
    const server = twin.guild('Den');
    const den = server.channel('lore');
    const [ada, mod] = [twin.user('ada'), twin.user('mod')];
    server.gives(mod, server.role('moderators', 'ManageMessages', 'ManageChannels', 'ManageGuild'));
    await start();
    await ada.in(den).mentions(twin.bot, 'hello');
    const answer = await den.sees('answer 1');
    await offers(answer, 'Retry');
    await mod.clicks('Retry', { on: answer });
    await den.sees('answer 2');
    await offers(answer, 'Previous answer');
    await ada.clicks('Retry', { on: answer });
    await den.sees('answer 3');
    twin.noRefusals();
  });
});

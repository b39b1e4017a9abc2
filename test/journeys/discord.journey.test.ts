import { describe, expect, it } from 'vitest';
import { commandsKnown, echo, onDiscord } from './discord-bot.ts';
import { until } from './until.ts';
import { gate } from './with-model.ts';

describe('on Discord', () => {
  it('a DM is answered without a command, a channel by mention; the first words say what she is', async () => {
    const { twin, start } = await onDiscord(echo);
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    await start();
    await ada.dm.says('hello there');
    await ada.dm.sees('You said: hello there');
    expect(ada.dm.transcript()).toContain("I'm an AI");
    await ada.in(den).says('nobody is meant');
    await ada.in(den).mentions(twin.bot, 'and in a channel?');
    await den.sees('You said: and in a channel?');
    expect(den.transcript()).not.toContain('You said: nobody');
    twin.noRefusals();
    twin.noPings();
  });

  it('commands are slash commands: choosing another personality, with completion', async () => {
    const { twin, start } = await onDiscord(echo);
    twin.guild('Den');
    const ada = twin.user('ada');
    await start();
    await commandsKnown(twin);
    expect(JSON.stringify(await ada.dm.completes('personality use', 'name', 'ju'))).toContain('Juno');
    await ada.dm.slash('personality use', { name: 'Juno' });
    await ada.dm.sees(/From now on Juno answers here/);
    twin.noRefusals();
  });

  it('a second start writes no commands anew', async () => {
    const { twin, start } = await onDiscord(echo);
    twin.guild('Den');
    const ada = twin.user('ada');
    const bot = await start();
    await commandsKnown(twin);
    await ada.dm.slash('help');
    await ada.dm.sees(/Just write/);
    const writes = twin.commandWrites;
    expect(await bot.kill('SIGTERM')).toBe(0);
    await start();
    await ada.dm.says('still here?');
    await ada.dm.sees('You said: still here?');
    expect(twin.commandWrites).toBe(writes);
  });

  it('kill -9 in mid-answer: after the restart one whole answer stands', async () => {
    const held = gate();
    const { twin, model, start } = await onDiscord(async ({ attempt, text, finish }) => {
      text('Once upon a time ');
      if (attempt === 1) await held.opened;
      text('there was an end.');
      finish();
    });
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    const bot = await start();
    await ada.in(den).mentions(twin.bot, 'tell me');
    await den.sees(/Once upon a time/);
    await bot.kill('SIGKILL');
    held.open();
    await start();
    await den.sees('Once upon a time there was an end.');
    expect(model.requests).toHaveLength(2);
    expect(den.messages().filter(({ content }) => content.includes('Once upon a time'))).toHaveLength(1);
    twin.noRefusals();
  });

  it('what was written while she was away is answered once', async () => {
    const { twin, start } = await onDiscord(echo);
    twin.guild('Den');
    const ada = twin.user('ada');
    const bot = await start();
    await ada.dm.says('before');
    await ada.dm.sees('You said: before');
    await bot.kill('SIGKILL');
    await ada.dm.says('are you there?');
    await start();
    await ada.dm.sees('You said: are you there?');
    expect(ada.dm.transcript().split('You said: are you there?')).toHaveLength(2);
  });

  it('a button lives through a restart: Retry under an old answer', async () => {
    let count = 0;
    const { twin, start } = await onDiscord(({ text, finish }) => {
      count += 1;
      text(`answer ${count}`);
      finish();
    });
    twin.guild('Den');
    const ada = twin.user('ada');
    const bot = await start();
    await ada.dm.says('hello');
    const answer = await ada.dm.sees('answer 1');
    await bot.kill('SIGTERM');
    await start();
    await ada.clicks('Retry', { on: answer });
    await ada.dm.sees('answer 2');
    twin.noRefusals();
  });

  it('a deleted question takes its answer with it; an edited one is answered anew in the same message', async () => {
    const { twin, start } = await onDiscord(echo);
    twin.guild('Den');
    const ada = twin.user('ada');
    await start();
    const first = await ada.dm.says('a soup?');
    await ada.dm.sees('You said: a soup?');
    await ada.edits(first, 'a salad?');
    const answer = await ada.dm.sees('You said: a salad?');
    expect(answer.edits).toBeGreaterThan(0);
    await ada.deletes(first);
    await until(() => answer.isDeleted);
  });

  it('a personality is made in a modal, first thing', async () => {
    const { twin, start } = await onDiscord(echo);
    twin.guild('Den');
    const ada = twin.user('ada');
    await start();
    await commandsKnown(twin);
    const modal = await ada.dm.slash('personality create').modal;
    await ada.submits(modal, { Name: 'Ren', 'Who is it, in a sentence?': 'Ren repairs clocks.' });
    await ada.dm.slash('personality use', { name: 'Ren' });
    await ada.dm.sees(/From now on Ren answers here/);
    twin.noRefusals();
  });

  it('a revoked token ends the bot with 3 and the next step', async () => {
    const { start } = await onDiscord(echo);
    await expect(start({ DISCORD_TOKEN: 'wrong.token.here' })).rejects.toThrow(/left with 3[\s\S]*connect discord/);
  });

  it('a token that is revoked while she talks ends her the same way', async () => {
    const { twin, start } = await onDiscord(echo);
    const bot = await start();
    twin.revokeToken();
    expect(await bot.exited).toBe(3);
    expect(bot.stderr()).toContain('connect discord');
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../twins/model/keyed-provider.ts';
import { commandsKnown, onDiscord } from './discord-bot.ts';
import { filesWith } from './files-with.ts';
import { runBot } from './run-bot.ts';
import { until } from './until.ts';

/** One of each, and a word that stands in all of them; the operator's are as the shapes of real ones, so that they could be scrubbed. */
const canary = 'canary77';
const keys = {
  own: `sk-${canary}4f2a9c31d0b7a1b2`,
  wrong: `sk-${canary}ffffffffffff`,
  crash: `sk-crash-${canary}-0123456789`,
  odd: `${canary}-of-no-known-shape`,
  operator: `sk-proj-${canary}Ab3dEfGhIjKlMnOp`,
  token: `MTIz${canary}NDU2Nzg5MDEy.GxYz12.${canary}${'a'.repeat(30)}`,
};
const chat = { said: 'the vault opens with plumcanary', name: 'plumcanary' };

describe('canaries', () => {
  it('the whole bot is talked to, told keys, refused by its model and killed: no key lies or stands anywhere, and no word of the talk in the log', async () => {
    const { twin, folder, start } = await onDiscord(
      ({ question, text, finish, fail }) => {
        if (question.includes('fail')) return fail();
        text(`You said: ${question}`);
        finish();
      },
      { token: keys.token, portal: { messageContent: true } },
    );
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    const env = {
      LOG_LEVEL: 'trace',
      ACME_KEY_HASH: hashOf(keys.own),
      OPENAI_API_KEY: keys.operator,
      MIACHAT_KEYS: `k1:${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`,
    };
    const bot = await start(env);
    await commandsKnown(twin);
    await ada.dm.says(chat.said);
    await ada.dm.sees(`You said: ${chat.said}`);
    await ada.dm.slash('me', { field: 'name', value: chat.name }).reply;
    await ada.dm.says('fail at plumcanary');
    await ada.dm.sees(/has not answered|did not answer|three times|fail/i);
    for (const key of [keys.wrong, keys.odd, keys.own]) {
      const modal = await ada.in(den).slash('settings key', { provider: 'acme' }).modal;
      const shown = await ada.submits(modal, { 'API key': key }).reply;
      await until(() => /Nothing was kept|Kept and sealed/.test(shown.text));
      expect(shown.text).not.toContain(canary);
    }
    for (const key of [keys.own, keys.token, keys.operator]) await ada.in(den).mentions(twin.bot, `is ${key} good?`);
    await until(() => den.messages().filter(({ text }) => text.includes('kept nothing of it')).length === 3);
    await ada.dm.slash('settings show').reply;
    expect(bot.stderr()).not.toBe('');
    await bot.kill('SIGKILL');
    const again = await start(env);
    await commandsKnown(twin);
    expect((await ada.dm.slash('settings key').reply).text).toContain('· acme: sk-…a1b2');
    // The last words of a crash.
    const modal = await ada.dm.slash('settings key', { provider: 'acme' }).modal;
    await ada.submits(modal, { 'API key': keys.crash });
    expect(await again.exited).toBe(1);
    expect(again.stderr()).toContain('miachat: Error');
    for (const { stderr } of [bot, again]) {
      expect(stderr()).not.toMatch(new RegExp(`${canary}|plumcanary|MDEyMzQ1Njc4`));
    }
    expect([filesWith(folder, canary), filesWith(folder, 'MDEyMzQ1Njc4')]).toEqual([[], []]);
    expect(twin.sent.filter((one) => JSON.stringify(one).includes(canary))).toEqual([]);
  });

  it('settings that cannot be used are named, not shown', async () => {
    for (const env of [
      { OPENAI_BASE_URL: `https://${keys.operator}@example.org` },
      { MIACHAT_KEYS: keys.odd },
      { DISCORD_API_URL: `no url ${keys.token}` },
    ]) {
      const { code, err, out } = await runBot('', {
        args: ['chat', '--json'],
        env: { DISCORD_TOKEN: keys.token, OPENAI_API_KEY: keys.operator, ...env },
      });
      expect([code, `${err}${out}`]).toEqual([3, expect.not.stringContaining(canary)]);
      expect(err).toContain(Object.keys(env)[0]);
    }
  });

  it('the example of all settings holds no value of anybody', () => {
    const example = readFileSync(join(import.meta.dirname, '../../.env.example'), 'utf8');
    const secrets = example.match(/^#[A-Z_]*(?:KEYS?|TOKEN|PASSWORD)=.*$/gm) ?? [];
    expect(secrets.length).toBeGreaterThan(5);
    for (const line of secrets) expect(line).toMatch(/=$/);
  });
});

import { cp, mkdtemp, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Line } from './probe.ts';
import { startProbe, withModel } from './with-model.ts';

const root = join(import.meta.dirname, '../..');

/** What the panel says, all of it. */
const settingsIn = ({ answer }: Line): string => (answer?.parts ?? []).map(({ title, body }) => `${title}\n${body}`).join('\n');

describe('commands', () => {
  it('a misspelt one is answered with what was meant', async () => {
    const probe = startProbe();
    expect(await probe.call('personalty use juno')).toMatchObject({
      type: 'error',
      code: 'unknown-command',
      message: "I don't know /personalty. Did you mean /personality?",
    });
    expect(await probe.call('personality us juno')).toMatchObject({
      code: 'unknown-command',
      message: expect.stringContaining('/personality use'),
    });
    expect(await probe.call({ command: 'personality use', args: { nam: 'juno' } })).toMatchObject({ code: 'invalid-option', field: 'nam' });
    expect(await probe.call('personality use')).toMatchObject({ code: 'invalid-option', field: 'name' });
  });

  it('help lists what this person may call, and explains each with an example', async () => {
    const probe = startProbe();
    const help = (await probe.call('help')).answer?.body ?? '';
    for (const name of ['chat', 'help', 'me', 'memory', 'mia', 'personality', 'settings', 'stats', 'tour'])
      expect(help).toContain(`/${name}`);
    expect(help).not.toContain('/connect');
    const one = (await probe.call('help chat branch')).answer?.body ?? '';
    expect(one).toContain('/chat branch MESSAGE');
    expect(one).toContain('/chat branch 3');
  });

  it('what is the operator’s is named so to everybody else', async () => {
    const probe = startProbe({ env: { MIACHAT_OWNERS: 'terminal:ada' } });
    expect((await probe.call('connect')).answer?.body).toContain('ollama');
    expect(await probe.call('connect', { from: 'bob' })).toMatchObject({
      type: 'error',
      code: 'not-allowed',
      message: 'Only the operator of this bot may do that.',
    });
    expect((await probe.call('help')).answer?.body).toContain('/connect');
  });

  it('a copied folder is a new command, without another file changed', async () => {
    const copy = await mkdtemp(join(tmpdir(), 'miachat-copy-'));
    for (const part of ['src', 'bin', 'migrations', 'personalities', 'package.json'])
      await cp(join(root, part), join(copy, part), { recursive: true });
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
    await cp(join(copy, 'src/core/commands/stats'), join(copy, 'src/core/commands/figures'), { recursive: true });
    const probe = startProbe({ program: join(copy, 'bin/miachat.mjs') });
    expect((await probe.call('help')).answer?.body).toContain('/figures');
    expect((await probe.call('figures')).answer?.body).toContain('Nothing yet');
  });

  it('the front door says who answers, through what, and what can be done', async () => {
    const { start } = await withModel(({ text, finish }) => {
      text('hi');
      finish();
    });
    const probe = start();
    const { answer, actions } = await probe.call('mia');
    expect(answer).toMatchObject({ kind: 'panel', title: 'You are talking with Mia' });
    expect(answer?.parts?.[0]?.body).toContain('nothing leaves it');
    expect(actions?.map(({ label }) => label)).toEqual(['Who else?', 'Why the last answer?', 'Show me round']);
    expect((await probe.press('Who else?')).answer?.body).toContain('Juno');
  });

  it('the tour goes its five steps by pressing', async () => {
    const probe = startProbe();
    let step = await probe.call('tour');
    for (const number of [1, 2, 3, 4, 5]) {
      expect(step.answer?.title).toContain(`steps: ${number}`);
      if (number < 5) step = await probe.press('Next');
    }
    expect(step.answer?.parts?.[0]?.body).toContain(probe.folder);
  });

  it('settings say where each value comes from, and who may change it', async () => {
    const probe = startProbe({ env: { MIACHAT_NOTICE: 'first' } });
    await probe.call('me name Ada');
    const shown = settingsIn(await probe.call('settings show'));
    expect(shown).toContain('what I call you: Ada (you)');
    expect(shown).toContain('how often I say that I am an AI: first (the operator’s environment)');
    expect(shown).toContain('your pronouns: nothing (by default)');
    expect(shown).toContain('who answers here: Mia (by default)');
    await probe.call('personality create Vesper A quiet archivist.');
    await probe.call('personality use vesper');
    expect(settingsIn(await probe.call('settings show'))).toContain('who answers here: Vesper (this place)');
    expect(await probe.call('settings provider offline scope=operator')).toMatchObject({ type: 'error', code: 'not-allowed' });
    expect(await probe.call('settings provider olama')).toMatchObject({ type: 'error', code: 'invalid-option', field: 'provider' });
    expect((await probe.call('settings provider offline')).answer?.body).toContain('Provider is now offline');
  });

  it('nobody is said to have chosen what holds by default', async () => {
    const probe = startProbe();
    expect(settingsIn(await probe.call('settings show'))).toContain('how often I say that I am an AI: daily+3h (by default)');
  });

  it('what was made for somebody else says whose it is, once that is known', async () => {
    const probe = startProbe();
    const place = { room: 'den', members: ['ada', 'bob'] };
    await probe.say({ id: 'e1', from: 'ada', text: 'Mia, hello', ...place });
    expect(await probe.press('Retry', { from: 'bob', room: 'den' })).not.toMatchObject({ code: 'not-yours' });
    await probe.call('tour', place);
    const foreign = { type: 'error', code: 'not-yours', field: 'tour' };
    expect(await probe.press('Next', { from: 'bob', room: 'den' })).toMatchObject({
      ...foreign,
      message: 'This panel belongs to somebody else. Yours: /tour',
    });
    await probe.call('me name Countess', { from: 'ada' });
    expect(await probe.press('Next', { from: 'bob', room: 'den' })).toMatchObject({
      ...foreign,
      message: 'This panel belongs to Countess. Yours: /tour',
    });
  });

  it('figures: answers, tokens and failures per day, and no text', async () => {
    const { start } = await withModel(({ question, text, finish, fail }) => {
      if (question.includes('fail')) return fail();
      text('a secret answer');
      finish();
    });
    const probe = start();
    await probe.say({ id: 'e1', from: 'ada', text: 'a secret question' });
    await probe.say({ id: 'e2', from: 'ada', text: 'please fail' });
    const mine = (await probe.call('stats')).answer?.body ?? '';
    expect(mine).toMatch(/1 answer · .* · 1 failed/);
    expect(mine).not.toContain('secret');
    expect((await probe.call('stats', { from: 'bob' })).answer?.body).toContain('Nothing yet');
    expect((await probe.call('stats personality mia')).answer?.body).toContain('1 answer');
  });
});

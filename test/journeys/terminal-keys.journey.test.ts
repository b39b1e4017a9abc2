import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../twins/model/keyed-provider.ts';
import { filesWith } from './files-with.ts';
import { key, PseudoTerminal } from './pseudo-terminal.ts';
import { startProbe } from './with-model.ts';

const program = join(import.meta.dirname, '../twins/model/bot.program.ts');
const good = 'sk-canary4f2a9c31d0b7a1b2';
const env = { ACME_KEY_HASH: hashOf(good), LANG: 'en_US.UTF-8' };

describe('own keys in the terminal', () => {
  it('are asked for by a hidden prompt, and a key in the chat is not read', async () => {
    const terminal = new PseudoTerminal({ program, env });
    await terminal.say('/settings key acme');
    await terminal.see(/API key/);
    terminal.type(good);
    terminal.type(key.enter);
    await terminal.see(/Kept and sealed: sk-…a1b2 for Acme, 2 models\./);
    expect(terminal.raw).not.toContain('canary');
    await terminal.say('/settings key');
    await terminal.see(/· acme: sk-…a1b2/);
    await terminal.say('/settings');
    await terminal.see(/Answers now\n[\s\S]*acme · healthy · nothing leaves this computer · your key sk-…a1b2[\s\S]*\[1\] Choose a model/);
    await terminal.say(`what is ${good}?`);
    await terminal.see(/I did not read it and kept nothing of it/);
    terminal.type(key.ctrlD);
    await terminal.exited;
    expect(filesWith(terminal.folder, 'canary')).toEqual([]);
  });

  it('over the probe: the form has a secret field, the answer a mask, and a message with a key an error', async () => {
    const probe = startProbe({ program, env });
    await probe.ready();
    const asked = await probe.call('settings key acme');
    const form = asked.answer?.form;
    if (form === undefined) throw new Error('no form');
    expect(form.sections[0]?.fields[0]).toMatchObject({ id: 'key', kind: 'secret' });
    expect((await probe.submit(form, { key: good })).answer?.body).toContain('sk-…a1b2');
    expect(await probe.say({ id: 'e1', from: 'ada', text: `here: ${good}` })).toMatchObject({ type: 'error', code: 'key-pasted' });
    expect((await probe.call('settings key acme remove')).answer?.body).toContain('is gone');
    expect(await probe.call('settings key acme remove')).toMatchObject({ type: 'error', code: 'nothing-to-do' });
    expect(await probe.finish()).toBe(0);
    expect([filesWith(probe.folder, 'canary'), probe.stderr.includes('canary')]).toEqual([[], false]);
    // What the person typed came in on stdin; nothing of it comes back out.
    expect(JSON.stringify(probe.lines)).not.toContain('canary');
  });
});

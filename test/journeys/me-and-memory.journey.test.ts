import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../src/core/ports/provider.ts';
import { startProbe, withModel } from './with-model.ts';

const echo = () =>
  withModel(({ question, text, finish }) => {
    text(`You said: ${question}`);
    finish();
  });
const whole = (request: ChatRequest | undefined): string => (request?.messages ?? []).map(({ text }) => text).join('\n');

describe('what was kept', () => {
  it('is found by its words, in the private chat alone', async () => {
    const probe = startProbe();
    await probe.call('memory remember my birthday is the third of March');
    expect((await probe.call('memory search birthday march')).answer?.body).toMatch(
      /^One line about that:\n· .* · my birthday is the third of March$/,
    );
    const room = { room: 'den', members: ['ada', 'bob'] };
    expect((await probe.call('memory search birthday', room)).answer?.body).toContain('I find nothing');
    expect((await probe.call('memory search birthday', { from: 'bob' })).answer?.body).toContain('I find nothing');
  });
});

describe('about me', () => {
  it('what I say in /me reaches the prompt, and only mine', async () => {
    const { start, model } = await echo();
    const probe = start();
    await probe.call('me name Countess Ada');
    await probe.call('me pronouns she/her');
    await probe.call('me about I keep bees');
    expect((await probe.call('me time-zone Nowhere/Land')).code).toBe('invalid-option');
    await probe.call('me time-zone Pacific/Kiritimati');
    await probe.say({ id: 'e1', from: 'ada', text: 'hello' });
    const asked = whole(model.requests.at(-1));
    for (const text of ['Countess Ada', 'she/her', 'I keep bees']) expect(asked).toContain(text);
    // Fourteen hours ahead of UTC: mostly another day than here.
    const day = (ms: number): string => new Intl.DateTimeFormat('en', { timeZone: 'Pacific/Kiritimati', weekday: 'long' }).format(ms);
    expect(asked).toContain(`It is ${day(Date.now())}, `);
    expect(asked).toContain(`Yesterday was ${day(Date.now() - 24 * 3_600_000)}`);
    await probe.say({ id: 'e2', from: 'bob', text: 'hello' });
    expect(whole(model.requests.at(-1))).not.toContain('bees');
  });

  it('alone it is a form, which keeps what was right and marks what was wrong', async () => {
    const probe = startProbe();
    const form = (await probe.call('me')).answer?.form;
    if (form === undefined) throw new Error('no form');
    const back = await probe.submit(form, { name: 'Ada', 'time-zone': 'Nowhere' });
    const fields = back.answer?.form?.sections.flatMap(({ fields: all }) => all) ?? [];
    expect(fields.find(({ id }) => id === 'name')).toMatchObject({ value: 'Ada' });
    expect(fields.find(({ id }) => id === 'time-zone')?.fault).toContain('Europe/Berlin');
    const again = back.answer?.form;
    if (again === undefined) throw new Error('no form');
    expect((await probe.submit(again, { name: 'Ada', 'time-zone': 'Europe/Berlin' })).answer?.body).toContain('Ada');
  });
});

describe('memory', () => {
  it('what was asked to be kept is told to the same personality in a new conversation, with its reason in the receipt', async () => {
    const { start, model } = await echo();
    const probe = start();
    const kept = await probe.call('memory remember I start at the bakery in March');
    expect(kept.answer?.body).toContain('Kept: “I start at the bakery in March”. Only you and Mia will see it.');
    await probe.call('chat reset');
    const reply = await probe.say({ id: 'e1', from: 'ada', text: 'when does my work at the bakery begin?' });
    expect(whole(model.requests.at(-1))).toContain('I start at the bakery in March');
    const items = reply.receipt?.['items'] as readonly { readonly source: string; readonly kept: boolean }[];
    expect(items.some(({ source, kept: isKept }) => source === 'memory' && isKept)).toBe(true);
    expect((await probe.call('memory why')).answer?.body).toContain('remembered: “I start at the bakery in March”');
    await probe.say({ id: 'e2', from: 'bob', text: 'when does the bakery begin?' });
    expect(whole(model.requests.at(-1))).not.toContain('March');
    expect((await probe.call('memory why', { from: 'bob' })).answer?.body).not.toContain('March');
  });

  it('what was said in a room is known in a DM with somebody who was there, and to nobody else', async () => {
    const { start, model } = await echo();
    const probe = start();
    await probe.say({ id: 'e1', room: 'den', members: ['ada', 'bob'], from: 'ada', text: 'Mia, my zebra is called Marty' });
    await probe.say({ id: 'e2', from: 'bob', text: 'what is the zebra called?' });
    expect(whole(model.requests.at(-1))).toContain('Marty');
    await probe.say({ id: 'e3', from: 'eve', text: 'what is the zebra called?' });
    expect(whole(model.requests.at(-1))).not.toContain('Marty');
    await probe.say({ id: 'e4', from: 'ada', text: 'my private llama is called Lulu' });
    await probe.say({ id: 'e5', room: 'den', members: ['ada', 'bob'], from: 'bob', text: 'Mia, what is the llama called?' });
    expect(whole(model.requests.at(-1))).not.toContain('Lulu');
  });

  it('search finds my own words and nobody else’s', async () => {
    const { start } = await echo();
    const probe = start();
    await probe.say({ id: 'e1', from: 'ada', text: 'the kettle is in the attic' });
    expect((await probe.call('memory search kettle')).answer?.body).toContain('the kettle is in the attic');
    expect((await probe.call('memory search kettle', { from: 'bob' })).answer?.body).toContain('I find nothing');
    expect((await probe.call('memory show')).answer?.body).toContain('the kettle is in the attic');
  });

  it('forgotten: hidden at once, brought back by undo, and gone from the disk after the grace', async () => {
    const { start, model } = await echo();
    const probe = start({ env: { MIACHAT_FORGET_GRACE_S: '1' } });
    await probe.say({ id: 'e1', from: 'ada', text: 'my dog is called Xylophonix' });
    await probe.call('memory remember Xylophonix hates the vacuum cleaner');
    const long = await probe.call('memory forget Xylophonix');
    expect(long.answer?.body).toMatch(/^Forgotten: \d things? from \d messages?\. Hidden now, erased from disk in 1 second\.$/);
    expect((await probe.call('memory search Xylophonix')).answer?.body).toContain('I find nothing');
    expect((await probe.press('Undo')).answer?.body).toBe('Brought back.');
    expect((await probe.call('memory search Xylophonix')).answer?.body).toContain('Xylophonix');
    await probe.call('memory forget Xylophonix');
    await probe.say({ id: 'e2', from: 'ada', text: 'what is my dog called?' });
    expect(whole(model.requests.at(-1))).not.toContain('Xylophonix');
    const { folder } = probe;
    const isGone = (): boolean =>
      readdirSync(folder, { recursive: true, withFileTypes: true }).every(
        (entry) => !entry.isFile() || !holds(join(entry.parentPath, entry.name)),
      );
    const holds = (file: string): boolean => readFileSync(file).includes('Xylophonix');
    // The bot says nothing when it has shredded; the disk does.
    await waitUntil(isGone, 20_000);
    expect(await probe.finish()).toBe(0);
    expect(isGone()).toBe(true);
  });
});

/** Looks again until it is so; fails the story after `ms`. */
async function waitUntil(isSo: () => boolean, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (!isSo()) {
    if (performance.now() > end) throw new Error('it never came to be');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

import { existsSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { png, pngOf } from '../fakes/picture-samples.ts';
import { freshFolder } from './probe.ts';
import { runBot } from './run-bot.ts';
import { gate, startProbe, withModel } from './with-model.ts';

const personas = join(import.meta.dirname, '../../../shared/data/personas');

const echo = () =>
  withModel(({ question, text, finish }) => {
    text(`You said: ${question}`);
    finish();
  });

async function fileWith(xml: string | Uint8Array, name = 'vesper.xml'): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'miachat-file-')), name);
  await writeFile(file, xml);
  return file;
}

const vesper = `<personality rating="everyone">
  <name>Vesper</name>
  <system>Vesper keeps the lighthouse and speaks of weather only.</system>
  <traits><trait name="verbosity" value="10"/></traits>
  <greetings><greeting kind="first" lang="en">The lamp is lit. Speak.</greeting></greetings>
  <lore><entry id="harbour"><key>harbour</key><text>The harbour froze in the year of the two moons.</text></entry></lore>
</personality>`;

describe('a portrait in a file', () => {
  it('goes in and comes out byte for byte, through a pipe too, and by a path of the machine for the operator alone', async () => {
    const folder = freshFolder();
    const portrait = (bytes: Uint8Array): string => `<portrait type="image/png">${Buffer.from(bytes).toString('base64')}</portrait>`;
    const large = pngOf(1024 * 1024);
    const file = await fileWith(`<personality rating="everyone"><name>Ren</name>${portrait(large)}</personality>`);
    await runBot('', { folder, args: ['personality', 'import', file] });
    const back = await runBot('', { folder, args: ['personality', 'export', 'ren'] });
    expect(back.out.includes(`  ${portrait(large)}\n`)).toBe(true);
    expect(back.out.trimEnd().endsWith('</personality>')).toBe(true);
    const { start } = await echo();
    const probe = start({ folder, env: { MIACHAT_OWNERS: 'terminal:ada' } });
    const path = await fileWith(png, 'her portrait.png');
    await probe.call('personality create Aron "a baker"');
    expect((await probe.call(`personality set aron portrait ${path}`)).answer?.body).toMatch(/Portrait: nothing → PNG \w{8}/);
    expect((await probe.call('personality show aron')).answer?.files).toEqual([
      { name: 'aron.png', mime: 'image/png', base64: Buffer.from(png).toString('base64') },
    ]);
    const lost = await probe.call('personality set aron portrait /nowhere/lost.png');
    expect(lost).toMatchObject({ type: 'error', field: 'portrait', message: 'Portrait: lost.png is not there. Nothing was changed.' });
    await probe.call('personality create Bela "a miller"', { from: 'bob' });
    const refused = await probe.call(`personality set bela portrait ${path}`, { from: 'bob' });
    expect(refused).toMatchObject({
      type: 'error',
      message: 'Portrait: It must be a picture: PNG, JPEG, WebP or GIF. Nothing was changed.',
    });
  });
});

describe('a personality from a file', () => {
  it('imported on the command line, chosen, and it talks as itself', async () => {
    const folder = freshFolder();
    const imported = await runBot('', { folder, args: ['personality', 'import', await fileWith(vesper), '--json'] });
    const made = JSON.parse(imported.out.trim());
    expect(made).toEqual({ id: expect.any(String), name: 'Vesper', revision: 1 });
    const { start, model } = await echo();
    const probe = start({ folder, env: { MIACHAT_OWNERS: 'terminal:ada' } });
    const used = await probe.call('personality use vesper');
    expect(used.answer?.body).toContain('The lamp is lit. Speak.');
    const reply = await probe.say({ id: 'e1', from: 'ada', text: 'tell me of the harbour' });
    expect(reply.personality).toBe(made.id);
    const asked = (model.requests.at(-1)?.messages ?? []).map(({ text }) => text).join('\n');
    expect(asked).toContain('Vesper keeps the lighthouse');
    expect(asked).toContain('the year of the two moons');
    expect(asked).toContain('12 words');
    expect((await probe.call('memory why')).answer?.body).toContain('lore “harbour”');
    const exported = await runBot('', { folder: freshFolder(), args: ['personality', 'export', 'juno'] });
    expect(exported.out).toContain('<name>Juno</name>');
  });

  it('imported while the bot runs, through its socket', async () => {
    const probe = startProbe();
    await probe.ready();
    const { out, code } = await runBot('', { folder: probe.folder, args: ['personality', 'import', await fileWith(vesper), '--json'] });
    expect([code, JSON.parse(out.trim()).name]).toEqual([0, 'Vesper']);
    const back = await runBot('', { folder: probe.folder, args: ['personality', 'export', 'vesper'] });
    expect(back.out).toContain('The harbour froze in the year of the two moons.');
  });

  it.each([
    [
      'a fault',
      vesper.replace('value="10"', 'value="very"'),
      /vesper\.xml line 4, column 11: <trait .*value="very".*> must be 0 to 100\. Nothing was imported\./,
    ],
    ['a DOCTYPE', '<!DOCTYPE x [<!ENTITY a "b">]><personality><name>x</name></personality>', /DOCTYPE/],
    ['tags that do not match', '<personality><name>Mia</nme></personality>', /line 1/],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1, 2, 255]), /Nothing was imported|picture/],
    ['fifty megabytes', new Uint8Array(50 * 1024 * 1024), /50 MB/],
  ])('%s is named, and nothing is imported', async (_what, xml, reason) => {
    const folder = freshFolder();
    const { code, err } = await runBot('', { folder, args: ['personality', 'import', await fileWith(xml)] });
    expect(code).not.toBe(0);
    expect(err).toMatch(reason);
    const list = await runBot('/personality browse\n', { folder });
    expect(list.out).not.toContain('Vesper');
  });

  it('typed in the chat by the operator at the machine, a file is read from it; by anybody else it is not', async () => {
    const file = await fileWith(vesper);
    const folder = freshFolder();
    const { out } = await runBot(`/personality import ${file}\n/personality import ${tmpdir()}\n/personality browse\n`, { folder });
    expect(out).toMatch(/^Imported: Vesper, revision 1/);
    expect(out).toContain('is a folder; name one file in it. Nothing was imported.');
    expect(out).toContain('Vesper · ');
    const faulty = await fileWith(vesper.replace('value="10"', 'value="very"'));
    expect((await runBot(`/personality import ${faulty}\n`, { folder })).out).toMatch(/^vesper\.xml line 4, column 11: /);
    const probe = startProbe();
    expect(await probe.call({ command: 'personality import', args: { file } })).toMatchObject({
      code: 'invalid-personality',
      message: expect.stringContaining('not its name'),
    });
  });

  it('a folder is said to be one', async () => {
    const { code, err } = await runBot('', { args: ['personality', 'import', tmpdir()] });
    expect([code, err]).toEqual([2, expect.stringContaining('is a folder')]);
  });

  it('validate lists every fault with line and column, and leaves with 7', async () => {
    const file = await fileWith(vesper.replace('value="10"', 'value="very"').replace('kind="first"', 'kind="second"'));
    const { code, out } = await runBot('', { args: ['personality', 'validate', file, '--json'] });
    expect(code).toBe(7);
    const { faults } = JSON.parse(out.trim().split('\n').at(-1) ?? '');
    expect(faults).toHaveLength(2);
    expect(faults[0]).toMatchObject({ line: 4, column: 11, message: expect.stringContaining('must be 0 to 100') });
    expect(faults[1]).toMatchObject({ line: 5 });
    expect((await runBot('', { args: ['personality', 'validate', await fileWith(vesper), '--json'] })).code).toBe(0);
  });

  it('Gordon of the sample files talks as Gordon', async () => {
    const file = join(personas, 'persona-gordon_business_coach.xml');
    if (!existsSync(file)) return console.warn(`skipped: ${file} is not there`);
    const folder = freshFolder();
    const { code, out } = await runBot('', { folder, args: ['personality', 'import', file] });
    expect([code, out]).toEqual([0, 'Gordon is here now. In a chat: /personality use Gordon\n']);
    const { start, model } = await echo();
    const probe = start({ folder, env: { MIACHAT_OWNERS: 'terminal:ada' } });
    await probe.call('personality use gordon');
    await probe.say({ id: 'e1', from: 'ada', text: 'I have three ideas' });
    const system = model.requests.at(-1)?.messages[0]?.text ?? '';
    expect(system).toContain('Gordon');
    expect(system).toContain('A seasoned business coach');
    const exported = await runBot('', { folder: freshFolder(), args: ['personality', 'validate', file] });
    expect(exported.out).toContain('nothing wrong');
    expect(await readFile(file, 'utf8')).toContain('Gordon');
  });
});

describe('a personality in the chat', () => {
  it('made from a name and a sentence, changed by a form, previewed, saved, undone', async () => {
    const { start, model } = await echo();
    const probe = start();
    const made = await probe.call({
      command: 'personality create',
      args: { name: 'Ren', text: 'Ren repairs clocks and counts everything.' },
    });
    expect(made).toMatchObject({ type: 'answer' });
    const form = (await probe.call('personality edit ren')).answer?.form;
    if (form === undefined) throw new Error('no form');
    for (const { fields } of form.sections) expect(fields.length).toBeLessThanOrEqual(5);
    const preview = await probe.submit(form, { tagline: 'Tick, tock.', verbosity: 1 });
    expect(JSON.stringify(preview.answer)).toContain('Tick, tock.');
    expect(preview.actions?.map(({ label }) => label)).toContain('Save');
    const saved = await probe.press('Save');
    expect(saved.type).toBe('answer');
    await probe.call('personality use ren');
    await probe.say({ id: 'e1', from: 'ada', text: 'hello' });
    const system = (): string => model.requests.at(-1)?.messages[0]?.text ?? '';
    expect(system()).toContain('12 words');
    await probe.call('personality edit ren undo');
    await probe.say({ id: 'e2', from: 'ada', text: 'hello again' });
    expect(system()).not.toContain('12 words');
    await probe.call('personality edit ren redo');
    await probe.say({ id: 'e3', from: 'ada', text: 'and again' });
    expect(system()).toContain('12 words');
  });

  it('faults come back with the text kept; an older form overwrites nothing', async () => {
    const probe = startProbe();
    await probe.call({ command: 'personality create', args: { name: 'Ren', text: 'Ren repairs clocks.' } });
    const form = (await probe.call('personality edit ren')).answer?.form;
    if (form === undefined) throw new Error('no form');
    const back = await probe.submit(form, { 'new-name': '', tagline: 'Kept all the same.' });
    const fields = back.answer?.form?.sections.flatMap(({ fields: all }) => all) ?? [];
    expect(fields.find(({ id }) => id === 'new-name')?.fault).toBeDefined();
    expect(fields.find(({ id }) => id === 'tagline')?.value).toBe('Kept all the same.');
    await probe.call('personality set ren tagline "Somebody was faster."');
    expect(await probe.submit(form, { tagline: 'Too late.' })).toMatchObject({ type: 'error', code: 'stale-form' });
  });

  it('two of one name: asks which', async () => {
    const probe = startProbe();
    for (const text of ['The first.', 'The second.']) await probe.call({ command: 'personality create', args: { name: '蓮', text } });
    const which = await probe.call('personality use 蓮');
    expect(which.actions?.length ?? 0).toBeGreaterThanOrEqual(2);
    expect(await probe.call('personality use nobody')).toMatchObject({ type: 'error', code: 'unknown-personality' });
    expect((await probe.call('personality use jun')).answer?.body).toContain('Juno');
    expect(await probe.call('personality use junoo')).toMatchObject({ message: expect.stringContaining('Did you mean Juno?') });
  });

  it('deleted while it talks: the answer ends well, and it can be brought back', async () => {
    const held = gate();
    const { start } = await withModel(async ({ text, finish }) => {
      text('Tick, ');
      await held.opened;
      text('tock.');
      finish();
    });
    const probe = start({ flags: ['--stream'] });
    await probe.call({ command: 'personality create', args: { name: 'Ren', text: 'Ren repairs clocks.' } });
    await probe.call('personality use ren');
    probe.write({ type: 'message', id: 'e1', from: 'ada', text: 'hello' });
    await probe.line(({ type }) => type === 'delta');
    await probe.call({ command: 'personality delete', args: { name: 'ren', value: 'yes' } });
    held.open();
    expect(await probe.end('e1')).toMatchObject({ type: 'reply', text: 'Tick, tock.' });
    expect(await probe.call('personality use ren')).toMatchObject({ code: 'unknown-personality' });
  });

  it('a DM has one conversation per personality, taken up again on return', async () => {
    const { start, model } = await echo();
    const probe = start();
    await probe.say({ id: 'e1', from: 'ada', text: 'a word for Mia' });
    await probe.call('personality use juno');
    await probe.say({ id: 'e2', from: 'ada', text: 'a word for Juno' });
    const asked = (): string => (model.requests.at(-1)?.messages ?? []).map(({ text }) => text).join('\n');
    expect(asked()).not.toContain('a word for Mia');
    await probe.call('personality use mia');
    await probe.say({ id: 'e3', from: 'ada', text: 'back again' });
    expect(asked()).toContain('a word for Mia');
    expect(asked()).not.toContain('a word for Juno');
  });
});

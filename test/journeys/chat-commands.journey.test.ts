import { describe, expect, it } from 'vitest';
import { startProbe, withModel } from './with-model.ts';

/** A model that counts its answers. */
async function counting() {
  let count = 0;
  return withModel(({ question, text, finish }) => {
    count += 1;
    text(`answer ${count} to: ${question}`);
    finish();
  });
}

describe('the talk by command', () => {
  it('say, retry, and flipping back through the answers', async () => {
    const { start } = await counting();
    const probe = start();
    const said = await probe.call({ command: 'chat say', args: { text: 'a soup?' } });
    expect(said).toMatchObject({ type: 'reply', text: 'answer 1 to: a soup?', variant: 1 });
    const again = await probe.call('chat retry');
    expect(again).toMatchObject({ type: 'reply', text: 'answer 2 to: a soup?', variant: 2, key: said.key });
    const before = await probe.press('Previous answer');
    expect(before).toMatchObject({ type: 'reply', text: 'answer 1 to: a soup?', variant: 1, key: said.key });
    const next = await probe.call({ command: 'chat say', args: { text: 'and then?' } });
    expect(next.text).toBe('answer 3 to: and then?');
  });

  it('what was chosen by flipping is what the model reads next', async () => {
    const { start, model } = await counting();
    const probe = start();
    await probe.say({ id: 'e1', from: 'ada', text: 'a soup?' });
    await probe.press('Retry');
    await probe.press('Previous answer');
    await probe.say({ id: 'e2', from: 'ada', text: 'go on' });
    const read = model.requests.at(-1)?.messages.filter(({ role }) => role === 'assistant');
    expect(read?.map(({ text }) => text)).toEqual(['answer 1 to: a soup?']);
  });

  it('an edited message is answered anew, in the same place', async () => {
    const { start, model } = await counting();
    const probe = start();
    const first = await probe.say({ id: 'e1', from: 'ada', text: 'a soup?' });
    const edited = await probe.call({ command: 'chat edit', args: { text: 'a salad?' } });
    expect(edited).toMatchObject({ type: 'reply', text: 'answer 2 to: a salad?', variant: 2, key: first.key });
    expect(JSON.stringify(model.requests.at(-1))).not.toContain('soup');
  });

  it('an answer goes on as a message of its own, told to do so', async () => {
    const { start, model } = await counting();
    const probe = start();
    const first = await probe.say({ id: 'e1', from: 'ada', text: 'a story' });
    const more = await probe.call('chat continue');
    expect(more.type).toBe('reply');
    expect(more.key).not.toBe(first.key);
    const { messages = [] } = model.requests.at(-1) ?? {};
    expect(messages.filter(({ role }) => role === 'assistant').map(({ text }) => text)).toEqual([first.text]);
    expect(messages.at(-1)?.role).toBe('system');
  });

  it('branch, list, resume, reset: nothing said is lost', async () => {
    const { start, model } = await counting();
    const probe = start();
    for (const [index, text] of ['one', 'two', 'three'].entries()) await probe.say({ id: `e${index}`, from: 'ada', text });
    expect((await probe.call('chat branch 4')).answer?.body).toContain('We go on from here: “two”');
    await probe.call({ command: 'chat say', args: { text: 'other three' } });
    const asked = (): readonly string[] =>
      model.requests.at(-1)?.messages.flatMap(({ role, text }) => (role === 'user' ? [text] : [])) ?? [];
    expect(asked()).toEqual(['one', 'two', 'other three']);
    const list = (await probe.call('chat list')).answer?.body ?? '';
    expect(list).toContain('going on now');
    expect(list.split('\n')).toHaveLength(3);
    expect((await probe.call('chat resume 2')).answer?.body).toContain('answer 3 to: three');
    await probe.call({ command: 'chat say', args: { text: 'four' } });
    expect(asked()).toEqual(['one', 'two', 'three', 'four']);
    expect((await probe.call('chat reset')).answer?.body).toContain('A fresh conversation');
    await probe.call({ command: 'chat say', args: { text: 'zero' } });
    expect(asked()).toEqual(['zero']);
  });

  it('export gives every line as a file, for reading and for programs', async () => {
    const { start } = await counting();
    const probe = start();
    await probe.say({ id: 'e1', from: 'ada', text: 'line of mine' });
    const text = (await probe.call('chat export')).answer?.files?.[0];
    expect(text).toMatchObject({ name: 'conversation.txt', mime: 'text/plain' });
    expect(text?.text).toMatch(/\] ada: line of mine\n[\s\S]*\] Mia: answer 1 to: line of mine\n/);
    const json = (await probe.call('chat export json')).answer?.files?.[0]?.text.trim().split('\n') ?? [];
    expect(json.map((line) => JSON.parse(line).text)).toEqual(['line of mine', 'answer 1 to: line of mine']);
  });

  it('in a room only whoever asked, or an admin, asks again; nobody opens another room by id', async () => {
    const { start } = await counting();
    const probe = start();
    await probe.say({ id: 'e1', from: 'ada', text: 'a secret of the attic' });
    const foreign = probe.lines.flatMap(({ actions }) => actions ?? [])[0]?.token ?? '';
    probe.write({ type: 'press', id: 'p1', from: 'bob', token: foreign });
    expect(await probe.outcome('p1')).toMatchObject({ type: 'error', code: 'expired-action' });
    probe.write({ type: 'press', id: 'p2', from: 'ada', token: 'no-such-token' });
    expect(await probe.outcome('p2')).toMatchObject({ type: 'error', code: 'expired-action' });
  });

  it('with nothing said yet each says so', async () => {
    const probe = startProbe();
    for (const command of ['chat retry', 'chat continue', 'memory why'])
      expect(await probe.call(command)).toMatchObject({ type: 'error', code: 'nothing-to-do' });
    expect((await probe.call('chat list')).answer?.body).toContain('No conversations here yet');
    expect(await probe.call('chat resume 7')).toMatchObject({ type: 'error', code: 'not-found' });
    expect(await probe.call('chat branch 99')).toMatchObject({ type: 'error', code: 'not-found', field: 'message' });
  });
});

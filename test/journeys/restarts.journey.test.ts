import { describe, expect, it } from 'vitest';
import { gate, withModel } from './with-model.ts';

describe('through kill -9', () => {
  it('an answer half written is written anew and replaces what was visible', async () => {
    const { start, model } = await withModel(async ({ attempt, text, finish, gone }) => {
      text('Once upon ');
      if (attempt === 1) return gone;
      text('a time.');
      finish();
    });
    const first = start({ flags: ['--stream'] });
    first.write({ type: 'message', id: 'e1', from: 'ada', text: 'a story' });
    const delta = await first.line(({ type }) => type === 'delta');
    await first.kill();
    const second = start({ folder: first.folder, flags: ['--stream'] });
    expect(await second.end('e1')).toMatchObject({ text: 'Once upon a time.', variant: 1, finish: 'stop', key: delta.key });
    expect(model.requests).toHaveLength(2);
    expect(await second.finish()).toBe(0);
    expect(second.lines.filter(({ type }) => type === 'reply')).toHaveLength(1);
  });

  it('what waited is answered, in order', async () => {
    const held = gate();
    const { start, model } = await withModel(async ({ question, attempt, text, finish }) => {
      if (question === 'Mia, 1' && attempt === 1) await held.opened;
      text(`about ${question}`);
      finish();
    });
    const room = { type: 'message', room: 'den', members: ['ada', 'bob'], from: 'ada' };
    const first = start();
    for (const count of [1, 2, 3]) first.write({ ...room, id: `e${count}`, text: `Mia, ${count}` });
    await first.line(({ type, id }) => type === 'accepted' && id === 'e3');
    await model.asked('Mia, 1');
    await first.kill();
    const second = start({ folder: first.folder });
    await second.end('e3');
    expect(second.lines.filter(({ type }) => type === 'reply').map(({ to }) => to)).toEqual(['e1', 'e2', 'e3']);
    held.open();
  });

  it('a reply nobody has confirmed is sent again with the same key, a confirmed one is not', async () => {
    const { start, model } = await withModel(({ question, text, finish }) => {
      text(`about ${question}`);
      finish();
    });
    const first = start();
    const seen = await first.say({ id: 'e1', from: 'ada', text: 'seen' });
    const unseen = await first.say({ id: 'e2', from: 'bob', text: 'unseen' });
    first.write({ type: 'seen', key: seen.key });
    // The next claim is committed after the one before it.
    const third = await first.say({ id: 'e3', from: 'ada', text: 'third' });
    await first.kill();
    const second = start({ folder: first.folder });
    await second.end('e3');
    expect(await second.finish()).toBe(0);
    const again = second.lines.filter(({ type }) => type === 'reply');
    expect(again).toEqual([unseen, third]);
    expect(model.requests).toHaveLength(3);
  });

  it('what was shown to press works in the next life', async () => {
    const { start, model } = await withModel(({ question, attempt, text, finish }) => {
      text(`answer ${attempt} to ${question}`);
      finish();
    });
    const first = start();
    const reply = await first.say({ id: 'e1', from: 'ada', text: 'a soup?' });
    const token = reply.actions?.find(({ label }) => label === 'Retry')?.token;
    first.write({ type: 'seen', key: reply.key });
    await first.call('help');
    await first.kill();
    const second = start({ folder: first.folder });
    second.write({ type: 'press', id: 'p1', from: 'ada', token });
    expect(await second.outcome('p1')).toMatchObject({ type: 'reply', text: 'answer 2 to a soup?', variant: 2, key: reply.key });
    expect(model.requests).toHaveLength(2);
  });

  it('a repeat of what was accepted before is known after the restart', async () => {
    const { start, model } = await withModel(({ text, finish }) => {
      text('yes');
      finish();
    });
    const first = start();
    const reply = await first.say({ id: 'e1', from: 'ada', text: 'hello' });
    first.write({ type: 'seen', key: reply.key });
    expect(await first.finish()).toBe(0);
    const second = start({ folder: first.folder });
    second.write({ type: 'message', id: 'e1', from: 'ada', text: 'hello' });
    await second.line(({ type, id }) => type === 'accepted' && id === 'e1');
    expect(await second.finish()).toBe(0);
    expect(second.lines.map(({ type }) => type)).toEqual(['ready', 'accepted']);
    expect(model.requests).toHaveLength(1);
  });
});

describe('told to end', () => {
  it('SIGTERM lets the answer finish and leaves with 0', async () => {
    const end = gate();
    const { start, model } = await withModel(async ({ text, finish }) => {
      text('Almost ');
      await end.opened;
      text('done.');
      finish();
    });
    const probe = start();
    probe.write({ type: 'message', id: 'e1', from: 'ada', text: 'hello' });
    await model.asked('hello');
    probe.signal('SIGTERM');
    end.open();
    expect(await probe.end('e1')).toMatchObject({ text: 'Almost done.' });
    expect(await probe.exited).toBe(0);
  });

  it('end of input answers every line first', async () => {
    const { start } = await withModel(({ text, finish }) => {
      text('yes');
      finish();
    });
    const probe = start();
    for (let count = 1; count <= 20; count += 1) probe.write({ type: 'message', id: `e${count}`, from: `p${count}`, text: 'hello' });
    expect(await probe.finish()).toBe(0);
    expect(probe.lines.filter(({ type }) => type === 'reply')).toHaveLength(20);
  });

  it('a second signal leaves at once with 130, and the answer comes after the next start', async () => {
    const { start, model } = await withModel(async ({ attempt, text, finish, gone }) => {
      if (attempt === 1) return gone;
      text('here I am');
      finish();
    });
    const first = start();
    first.write({ type: 'message', id: 'e1', from: 'ada', text: 'hello' });
    await model.asked('hello');
    first.signal('SIGINT');
    // A signal within 500 ms counts as the same one, so it is repeated until it counts.
    const again = setInterval(() => first.signal('SIGINT'), 100);
    expect(await first.exited).toBe(130);
    clearInterval(again);
    const second = start({ folder: first.folder });
    expect(await second.end('e1')).toMatchObject({ text: 'here I am' });
  });
});

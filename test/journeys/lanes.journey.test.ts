import { describe, expect, it } from 'vitest';
import { questionOf } from '../twins/model/model-server.ts';
import { gate, withModel } from './with-model.ts';

describe('while Mia is answering', () => {
  it('what comes in a DM is answered together in the next turn', async () => {
    const first = gate();
    const { start, model } = await withModel(async ({ question, text, finish }) => {
      if (question === 'one') await first.opened;
      text(`about ${question}`);
      finish();
    });
    const probe = start();
    probe.write({ type: 'message', id: 'e1', from: 'ada', text: 'one' });
    await model.asked('one');
    for (const [id, text] of [
      ['e2', 'two'],
      ['e3', 'three'],
      ['e4', 'four'],
    ] as const)
      probe.write({ type: 'message', id, from: 'ada', text });
    await probe.line(({ type, id }) => type === 'accepted' && id === 'e4');
    first.open();
    expect(await probe.end('e1')).toMatchObject({ text: 'about one', joined: [] });
    expect(await probe.end('e4')).toMatchObject({ to: 'e4', joined: ['e2', 'e3'], text: 'about four' });
    const [, second] = model.requests;
    expect(second?.messages.filter(({ role }) => role !== 'system').map(({ text }) => text)).toEqual([
      'one',
      'about one',
      'two',
      'three',
      'four',
    ]);
  });

  it('at most three turns wait in a room, later ones join the last; order holds', async () => {
    const first = gate();
    const { start, model } = await withModel(async ({ question, text, finish }) => {
      if (question === 'Mia, 1') await first.opened;
      text(`about ${question}`);
      finish();
    });
    const probe = start();
    const room = { type: 'message', room: 'den', members: ['ada', 'bob'] };
    probe.write({ ...room, id: 'e1', from: 'ada', text: 'Mia, 1' });
    await model.asked('Mia, 1');
    for (const count of [2, 3, 4, 5, 6])
      probe.write({ ...room, id: `e${count}`, from: count % 2 === 0 ? 'bob' : 'ada', text: `Mia, ${count}` });
    await probe.line(({ type, id }) => type === 'accepted' && id === 'e6');
    first.open();
    await probe.end('e6');
    const replies = probe.lines.filter(({ type }) => type === 'reply').map(({ to, joined }) => ({ to, joined }));
    expect(replies).toEqual([
      { to: 'e1', joined: [] },
      { to: 'e2', joined: [] },
      { to: 'e3', joined: [] },
      { to: 'e6', joined: ['e4', 'e5'] },
    ]);
  });

  it('stop reaches the answer though the room is busy, and what is there stays', async () => {
    const { start } = await withModel(async ({ text, gone }) => {
      text('This could take ');
      await gone;
    });
    const probe = start({ flags: ['--stream'] });
    const room = { room: 'den', members: ['ada', 'bob'] };
    probe.write({ type: 'message', id: 'e1', from: 'ada', text: 'Mia, tell me everything', ...room });
    probe.write({ type: 'message', id: 'e2', from: 'bob', text: 'Mia, me too', ...room });
    await probe.line(({ type, to }) => type === 'delta' && to === 'e1');
    probe.write({ type: 'command', id: 'c1', from: 'bob', call: { command: 'chat stop' }, ...room });
    expect(await probe.end('e1')).toMatchObject({ type: 'reply', finish: 'cancelled', text: 'This could take ' });
    expect(await probe.line(({ type }) => type === 'answer')).toMatchObject({ to: 'c1', last: true });
  });

  it('another room is not held up', async () => {
    const slow = gate();
    const { start, model } = await withModel(async ({ question, text, finish }) => {
      if (question === 'slow') await slow.opened;
      text('done');
      finish();
    });
    const probe = start();
    probe.write({ type: 'message', id: 'e1', from: 'ada', text: 'slow' });
    await model.asked('slow');
    expect(await probe.say({ id: 'e2', from: 'bob', text: 'quick' })).toMatchObject({ text: 'done' });
    slow.open();
    await probe.end('e1');
  });

  it('a repeated event is accepted and does nothing', async () => {
    const { start, model } = await withModel(({ text, finish }) => {
      text('once');
      finish();
    });
    const probe = start();
    for (let count = 0; count < 3; count += 1) probe.write({ type: 'message', id: 'e1', from: 'ada', text: 'hello' });
    await probe.end('e1');
    expect(await probe.finish()).toBe(0);
    expect(probe.lines.filter(({ type }) => type === 'accepted')).toHaveLength(3);
    expect(probe.lines.filter(({ type }) => type === 'reply')).toHaveLength(1);
    expect(model.requests.map(questionOf)).toEqual(['hello']);
  });
});

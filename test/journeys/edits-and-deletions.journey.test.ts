import { describe, expect, it } from 'vitest';
import { questionOf } from '../twins/model/model-server.ts';
import { filesWith } from './files-with.ts';
import { gate, withModel } from './with-model.ts';

describe('when somebody edits what they wrote', () => {
  it('right after the answer: a new variant, in the same message', async () => {
    const { start, model } = await withModel(({ question, text, finish }) => {
      text(`about ${question}`);
      finish();
    });
    const probe = start();
    const first = await probe.say({ id: 'e1', from: 'ada', text: 'cats' });
    probe.write({ type: 'edit', id: 'x1', from: 'ada', of: 'e1', text: 'dogs' });
    expect(await probe.end('x1')).toMatchObject({ type: 'reply', text: 'about dogs', variant: 2, key: first.key });
    expect(model.requests.map(questionOf)).toEqual(['cats', 'dogs']);
    await probe.say({ id: 'e2', from: 'ada', text: 'more' });
    expect(
      model.requests
        .at(-1)
        ?.messages.filter(({ role }) => role !== 'system')
        .map(({ text }) => text),
    ).toEqual(['dogs', 'about dogs', 'more']);
  });

  it('while she answers: the answer begins again with the new text', async () => {
    const { start, model } = await withModel(async ({ question, text, finish, gone }) => {
      text('about ');
      if (question === 'cats') return gone;
      text(question);
      finish();
    });
    const probe = start({ flags: ['--stream'] });
    probe.write({ type: 'message', id: 'e1', from: 'ada', text: 'cats' });
    await probe.line(({ type }) => type === 'delta');
    probe.write({ type: 'edit', id: 'x1', from: 'ada', of: 'e1', text: 'dogs' });
    expect(await probe.end('e1')).toMatchObject({ type: 'reply', text: 'about dogs', variant: 1 });
    expect(await probe.finish()).toBe(0);
    expect(probe.lines.filter(({ type }) => type === 'reply')).toHaveLength(1);
    expect(model.requests).toHaveLength(2);
  });

  it("another person's message stays as it is", async () => {
    const { start } = await withModel(({ text, finish }) => {
      text('yes');
      finish();
    });
    const probe = start();
    const room = { room: 'den', members: ['ada', 'bob'] };
    await probe.say({ id: 'e1', from: 'ada', text: 'Mia, mine', ...room });
    probe.write({ type: 'edit', id: 'x1', from: 'bob', of: 'e1', text: 'Mia, yours' });
    expect(await probe.end('x1')).toMatchObject({ type: 'error', code: 'not-allowed', field: 'of' });
    probe.write({ type: 'delete', id: 'd1', from: 'bob', of: 'e1' });
    expect(await probe.end('d1')).toMatchObject({ type: 'error', code: 'not-allowed' });
  });
});

describe('when somebody deletes what they wrote', () => {
  it('after the answer: question and answer are gone from the next prompt and from every byte on disk', async () => {
    const { start, model } = await withModel(({ question, text, finish }) => {
      text(`I heard ${question}`);
      finish();
    });
    const probe = start();
    const reply = await probe.say({ id: 'e1', from: 'ada', text: 'xylophonecanary' });
    probe.write({ type: 'seen', key: reply.key });
    probe.write({ type: 'delete', id: 'd1', from: 'ada', of: 'e1' });
    await probe.say({ id: 'e2', from: 'ada', text: 'and now' });
    expect(model.requests[1]?.messages.map(({ text }) => text).join()).not.toContain('xylophonecanary');
    expect(await probe.finish()).toBe(0);
    expect(filesWith(probe.folder, 'xylophonecanary')).toEqual([]);
    expect(filesWith(probe.folder, 'and now')).not.toEqual([]);
  });

  it('while she answers: the answer ends, nothing of either is kept', async () => {
    const { start } = await withModel(async ({ text, gone }) => {
      text('about the zebracanary');
      await gone;
    });
    const probe = start({ flags: ['--stream'] });
    probe.write({ type: 'message', id: 'e1', from: 'ada', text: 'zebracanary' });
    await probe.line(({ type }) => type === 'delta');
    probe.write({ type: 'delete', id: 'd1', from: 'ada', of: 'e1' });
    expect(await probe.end('e1')).toMatchObject({ type: 'error', code: 'deleted' });
    expect(await probe.finish()).toBe(0);
    expect(filesWith(probe.folder, 'zebracanary')).toEqual([]);
  });

  it('while it waits: it is never asked', async () => {
    const first = gate();
    const { start, model } = await withModel(async ({ question, text, finish }) => {
      if (question === 'one') await first.opened;
      text('yes');
      finish();
    });
    const probe = start();
    probe.write({ type: 'message', id: 'e1', from: 'ada', text: 'one' });
    await model.asked('one');
    probe.write({ type: 'message', id: 'e2', from: 'ada', text: 'regretted' });
    probe.write({ type: 'delete', id: 'd1', from: 'ada', of: 'e2' });
    await probe.line(({ type, id }) => type === 'accepted' && id === 'd1');
    first.open();
    expect(await probe.end('e2')).toMatchObject({ type: 'error', code: 'deleted' });
    expect(model.requests.map(questionOf)).toEqual(['one']);
  });
});

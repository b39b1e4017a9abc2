import { describe, expect, it } from 'vitest';
import { withModel } from './with-model.ts';

describe('when the model fails', () => {
  it('before its first word it is asked again, unseen by the person', async () => {
    const { start, model } = await withModel(({ attempt, text, finish, fail }) => {
      if (attempt < 3) return fail();
      text('third time lucky');
      finish();
    });
    const probe = start();
    expect(await probe.say({ id: 'e1', from: 'ada', text: 'hello' })).toMatchObject({ type: 'reply', text: 'third time lucky' });
    expect(model.requests).toHaveLength(3);
    expect(probe.lines.some(({ type }) => type === 'error')).toBe(false);
  });

  it('three times: one error with a stable code, and the next message is answered', async () => {
    const { start, model } = await withModel(({ question, text, finish, cut }) => {
      if (question === 'hello') return cut();
      text('better');
      finish();
    });
    const probe = start();
    const error = await probe.say({ id: 'e1', from: 'ada', text: 'hello' });
    expect(error).toMatchObject({ type: 'error', code: 'provider-truncated', to: 'e1' });
    expect(error.message).toContain('Your message is kept');
    expect(await probe.say({ id: 'e2', from: 'ada', text: 'again' })).toMatchObject({ text: 'better' });
    expect(await probe.finish()).toBe(0);
    expect(probe.lines.filter(({ to, type }) => to === 'e1' && type !== 'notice')).toHaveLength(1);
    expect(model.requests).toHaveLength(4);
  });

  it('in mid-stream: the part is kept and named, nothing is spliced to it', async () => {
    const { start, model } = await withModel(({ text, cut }) => {
      text('The first half');
      setTimeout(cut, 20);
    });
    const probe = start({ flags: ['--stream'] });
    const error = await probe.say({ id: 'e1', from: 'ada', text: 'hello' });
    const delta = await probe.line(({ type }) => type === 'delta');
    expect(error).toMatchObject({ type: 'error', code: 'provider-truncated', partial: 'The first half', key: delta.key });
    expect(await probe.finish()).toBe(0);
    expect(model.requests).toHaveLength(1);
  });

  it('silent for too long: a time-out of its own code', async () => {
    const { start } = await withModel(({ gone }) => gone);
    const probe = start({ env: { MIACHAT_FIRST_TOKEN_MS: '50' } });
    expect(await probe.say({ id: 'e1', from: 'ada', text: 'hello' })).toMatchObject({ type: 'error', code: 'provider-timeout' });
  });
});

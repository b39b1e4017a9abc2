import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../../test/fakes/memory-store.ts';
import {
  createTerminalStage,
  miaSays,
  settled,
  type TerminalStage,
  type TerminalStageOptions,
  targetOf,
} from '../../../../test/fakes/terminal-stage.ts';
import { BotError } from '../../../core/errors.ts';
import type { Platform } from '../../../core/ports/platform.ts';
import { createProbePlatform } from './probe-platform.ts';

interface ProbeStage extends TerminalStage {
  readonly platform: Platform;
  /** The output so far, a value each line. */
  lines(): readonly Readonly<Record<string, unknown>>[];
  /** Writes these lines and resolves when as many more lines came out. */
  write(...input: readonly object[]): Promise<void>;
}

async function start(options: TerminalStageOptions = {}): Promise<ProbeStage> {
  const stage = createTerminalStage({ ...options, flags: { json: true, ...options.flags } });
  const platform = createProbePlatform(stage.setup, stage.io);
  await platform.start(stage.inbox, stage.complete);
  const lines = (): Readonly<Record<string, unknown>>[] =>
    stage
      .out()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  await stage.until(() => lines().length > 0);
  return {
    ...stage,
    platform,
    lines,
    async write(...input) {
      const wanted = lines().length + input.length;
      for (const line of input) stage.io.input.write(`${JSON.stringify(line)}\n`);
      await stage.until(() => lines().length >= wanted);
    },
  };
}

describe('the probe', () => {
  it('says ready first, with whole milliseconds', async () => {
    const { lines } = await start();
    expect(lines()).toEqual([{ type: 'ready', personality: 'mia', provider: 'offline', model: 'script', ms: 42 }]);
  });

  it('maps every kind of line, in order, and accepts each', async () => {
    const { write, events, lines } = await start();
    const ids = ['e1', 'c1', 'e2', 'e3', 'j1', 'l1'];
    await write(
      { type: 'message', id: 'e1', room: 'den', members: ['ada', 'bob'], from: 'ada', text: 'hi' },
      { type: 'command', id: 'c1', from: 'ada', call: { command: 'personality use', args: { name: 'juno' } } },
      { type: 'edit', id: 'e2', from: 'ada', of: 'e1', text: 'hello' },
      { type: 'delete', id: 'e3', from: 'ada', of: 'e1' },
      { type: 'join', id: 'j1', room: 'den', from: 'cy' },
      { type: 'leave', id: 'l1', room: 'den', from: 'cy' },
    );
    expect(lines().slice(1)).toEqual(ids.map((id) => ({ type: 'accepted', id })));
    expect(events.map(({ id }) => id)).toEqual(ids);
    expect(events).toMatchObject([
      { kind: 'message', ref: 'e1', room: 'terminal:room/den', participant: 'terminal:ada', account: 'terminal:probe' },
      { kind: 'command', room: 'terminal:dm/ada', call: { command: 'personality use', args: { name: 'juno' } } },
      { kind: 'messageEdited', ref: 'e1', room: 'terminal:room/den', text: 'hello' },
      { kind: 'messageDeleted', ref: 'e1', room: 'terminal:room/den' },
      { kind: 'members', joined: ['terminal:cy'], left: [] },
      { kind: 'members', joined: [], left: ['terminal:cy'] },
    ]);
  });

  it('prints an answer once, also when it is sent and edited after a crash', async () => {
    const { platform, lines } = await start();
    const answer = { kind: 'answer', to: 'c1', answer: { kind: 'text', body: 'kept' }, last: true, actions: [] } as const;
    const ref = await platform.send(dm, answer, 'k1');
    await platform.edit?.(dm, answer, { ref, key: 'k1' });
    expect(lines().filter(({ type }) => type === 'answer')).toHaveLength(1);
    await platform.edit?.(dm, { ...answer, answer: { kind: 'text', body: 'kept twice' } }, { ref, key: 'k1' });
    expect(lines().filter(({ type }) => type === 'answer')).toHaveLength(2);
  });

  it('answers a repeat by accepted and nothing else', async () => {
    const { write, lines } = await start({ claim: async () => 'repeated' });
    await write({ type: 'message', id: 'e1', from: 'ada', text: 'hi' });
    await settled();
    expect(lines().slice(1)).toEqual([{ type: 'accepted', id: 'e1' }]);
  });

  it('knows who is in a room: by what it was told, by joining and leaving; also after a restart', async () => {
    const store = createMemoryStore();
    const { write, platform } = await start({ store });
    const room = 'terminal:room/den';
    expect(await platform.describe(room)).toEqual({ kind: 'room' });
    await write({ type: 'message', id: 'e1', room: 'den', members: ['ada'], from: 'ada', text: 'hi' });
    expect(await platform.describe(room)).toEqual({ kind: 'dm', members: ['terminal:ada'] });
    await write({ type: 'join', id: 'j1', room: 'den', from: 'bob' });
    expect(await platform.describe(room)).toEqual({ kind: 'room', members: ['terminal:ada', 'terminal:bob'] });
    const again = await start({ store });
    expect(await again.platform.describe(room)).toEqual({ kind: 'room', members: ['terminal:ada', 'terminal:bob'] });
    expect(await platform.describe('terminal:room/elsewhere')).toEqual({ kind: 'room' });
  });

  it('a repeated join brings nobody back who has left since, not even after a restart', async () => {
    const store = createMemoryStore();
    const join = { type: 'join', id: 'j1', room: 'den', from: 'cy' };
    const hello = { type: 'message', id: 'e1', room: 'den', members: ['ada', 'bob', 'cy'], from: 'ada', text: 'hi' };
    const first = await start({ store });
    await first.write(
      hello,
      { type: 'leave', id: 'l0', room: 'den', from: 'cy' },
      join,
      { type: 'leave', id: 'l1', room: 'den', from: 'cy' },
      join,
      hello,
    );
    const there = { kind: 'room', members: ['terminal:ada', 'terminal:bob'] };
    expect(await first.platform.describe('terminal:room/den')).toEqual(there);
    const second = await start({ store });
    await second.write(join, hello);
    expect(await second.platform.describe('terminal:room/den')).toEqual(there);
  });

  it.each([
    ['{', 'line'],
    ['{"type":"message","id":"e","text":"x"}', 'from'],
    ['{"type":"message","id":"e","from":"a","text":"x","a":1,"b":2}', 'a.b'],
    ['{"type":"message","id":"\\ud800","from":"a","text":"x"}', 'id'],
    ['{"type":"message","id":"e","from":"\\udfff","text":"x"}', 'from'],
    [`{"type":"message","id":"e","from":"${'a'.repeat(65)}","text":"x"}`, 'from'],
    ['{"type":"press","id":"e","from":"a"}', 'token'],
    ['{"type":"press","id":"e","from":"a","token":"t","call":{}}', 'call'],
    ['{"type":"submit","id":"e","from":"a","form":"f","revision":1.5,"values":{}}', 'revision'],
    ['{"type":"submit","id":"e","from":"a","form":"f","revision":1}', 'values'],
    ['{"type":"submit","id":"e","from":"a","form":"f","revision":1,"values":[]}', 'values'],
    ['{"type":"submit","id":"e","from":"a","form":"f","revision":1,"values":{},"partial":"yes"}', 'partial'],
  ])('%s is refused naming the field', async (line, field) => {
    const { io, lines, until, events } = await start();
    io.input.write(`${line}\n\n`);
    await until(() => lines().length > 1);
    expect(lines()[1]).toMatchObject({ type: 'error', to: null, code: 'invalid-line', field, message: expect.stringMatching(/\S/) });
    expect(events).toEqual([]);
  });

  it.each([
    ['{"type":"nod","id":"e"}', 'type must be one of: message, command, press, submit, edit, delete, join, leave, seen.'],
    ['{"type":"message","id":"e","from":"a"}', 'text is missing.'],
    ['{"type":"message","id":"e","from":"a","text":7}', 'text must be of the type string.'],
    ['{"type":"message","id":"","from":"a","text":"x"}', 'id must not be empty.'],
    ['{"type":"message","id":"e","from":"a\\u0007","text":"x"}', 'from must not hold control characters.'],
    ['{"type":"seen","key":"k","more":1}', 'more is not in the contract.'],
  ])('%s: what is wrong in plain words', async (line, message) => {
    const { io, lines, until } = await start();
    io.input.write(`${line}\n\n`);
    await until(() => lines().length > 1);
    expect(lines()[1]).toMatchObject({ code: 'invalid-line', message });
  });

  it('a line that could not be claimed is not accepted', async () => {
    const { write, lines } = await start({ claim: async () => Promise.reject(new BotError('storage-full', 'full')) });
    await write({ type: 'message', id: 'e1', from: 'ada', text: 'hi' });
    await settled();
    expect(lines().slice(1)).toMatchObject([{ type: 'error', to: 'e1', code: 'storage-full' }]);
  });

  it('prints nothing for seen, and hands on a new id for it', async () => {
    const { io, until, events, lines } = await start();
    io.input.write('{"type":"seen","key":"k1"}\n');
    await until(() => events.length === 1);
    await settled();
    expect(events[0]).toMatchObject({ kind: 'seen', id: 'seen:k1', key: 'k1' });
    expect(lines()).toHaveLength(1);
  });

  it('prints deltas only with --stream: what is new, from 0 when it starts anew', async () => {
    const target = { room: 'terminal:dm/ada' } as const;
    for (const stream of [true, false]) {
      const { platform, lines } = await start({ flags: { stream } });
      for (const text of ['🙂', '🙂 a', '🙂 a', 'b'])
        await platform.edit?.(target, miaSays(text, 'e1', { growing: true }), { ref: 'k', key: 'k' });
      await platform.edit?.(target, miaSays('b!', 'e1'), { ref: 'k', key: 'k' });
      await platform.edit?.(target, miaSays('b!', 'e1'), { ref: 'k', key: 'k' });
      await settled();
      const deltas = lines().filter(({ type }) => type === 'delta');
      expect(deltas.map(({ at, text }) => [at, text])).toEqual(
        stream
          ? [
              [0, '🙂'],
              [2, ' a'],
              [0, 'b'],
              [1, '!'],
            ]
          : [],
      );
      expect(lines().filter(({ type }) => type === 'reply')).toMatchObject([
        { to: 'e1', key: 'k', text: 'b!', finish: 'stop', variant: 1, actions: [] },
      ]);
    }
  });

  it('a break in mid-stream is an error with its key and part', async () => {
    const { platform, lines } = await start();
    await platform.send(
      { room: 'terminal:dm/ada' },
      { kind: 'error', to: 'e1', code: 'provider-truncated', message: 'Broke.', partial: 'Once' },
      'k',
    );
    await settled();
    expect(lines()[1]).toEqual({ type: 'error', to: 'e1', code: 'provider-truncated', key: 'k', partial: 'Once', message: 'Broke.' });
  });

  it('end of input waits for every claim and for rest, then leaves with 0', async () => {
    const idle = Promise.withResolvers<void>();
    const { io, left, until, events, lines } = await start({ idle: () => idle.promise });
    io.input.end(`${JSON.stringify({ type: 'message', id: 'e1', from: 'ada', text: 'hi' })}`);
    await until(() => lines().length === 2);
    await settled();
    expect([events.length, left]).toEqual([1, []]);
    idle.resolve();
    await until(() => left.length > 0);
    expect(left).toEqual([0]);
  });

  it('reads a line past 1 MiB to its end and answers the next', async () => {
    const { io, lines, until } = await start();
    io.input.write(`${'x'.repeat(1024 * 1024 + 1)}\n{"type":"message","id":"e1","from":"ada","text":"hi"}\n`);
    await until(() => lines().length === 3);
    expect(lines().slice(1)).toMatchObject([
      { type: 'error', to: null, code: 'too-large', field: 'line' },
      { type: 'accepted', id: 'e1' },
    ]);
  });

  it('names its target', async () => {
    const { events, write } = await start();
    await write({ type: 'message', id: 'e1', from: 'ada', text: 'hi' });
    expect(events.map(targetOf)).toEqual([{ room: 'terminal:dm/ada', replyTo: 'e1' }]);
  });

  it('hands over presses and forms, where they say they are', async () => {
    const { write, events, platform } = await start();
    await write(
      { type: 'command', id: 'c1', room: 'den', members: ['ada', 'bob'], from: 'ada', call: { command: 'help' } },
      { type: 'press', id: 'p1', room: 'den', from: 'bob', token: 'tok' },
      { type: 'press', id: 'p2', from: 'bob', token: 'tok' },
      {
        type: 'submit',
        id: 's1',
        from: 'ada',
        form: 'f1',
        revision: 3,
        values: { name: 'Juno', level: 4, tags: ['a'], adult: true, none: null },
      },
      { type: 'submit', id: 's2', room: 'hall', members: ['ada'], from: 'ada', form: 'f1', revision: 3, values: {}, partial: true },
    );
    expect(events.slice(1)).toMatchObject([
      { kind: 'press', id: 'p1', token: 'tok', room: 'terminal:room/den', participant: 'terminal:bob' },
      { kind: 'press', id: 'p2', token: 'tok', room: 'terminal:dm/bob' },
      {
        kind: 'formSubmitted',
        form: 'f1',
        revision: 3,
        values: { name: 'Juno', level: 4, tags: ['a'], adult: true, none: null },
        isPartial: false,
      },
      { kind: 'formSubmitted', room: 'terminal:room/hall', values: {}, isPartial: true },
    ]);
    expect(await platform.describe('terminal:room/den')).toEqual({ kind: 'room', members: ['terminal:ada', 'terminal:bob'] });
  });

  const shown = [{ token: 'tok', label: 'Retry', icon: 'retry', danger: true }] as const;
  const printed = [{ token: 'tok', label: 'Retry', icon: 'retry' }];
  const press = { command: 'chat retry', args: {} };
  const dm = { room: 'terminal:dm/ada' } as const;

  it('prints answers with what can be pressed, by token, and never the call behind', async () => {
    const { platform, lines } = await start();
    const call = { label: 'Retry', icon: 'retry', by: 'asker', press } as const;
    const parts = [{ title: 'Voice', body: 'dry' }];
    await platform.send(
      dm,
      { kind: 'answer', to: 'c1', answer: { kind: 'text', body: 'hi', actions: [call] }, actions: shown, last: true },
      'k1',
    );
    await platform.send(
      dm,
      {
        kind: 'answer',
        to: 'c2',
        answer: { kind: 'panel', id: 'p', revision: 2, title: 'Juno', parts, actions: [call] },
        actions: shown,
        last: true,
      },
      'k2',
    );
    await platform.send(dm, { kind: 'answer', to: 'c3', answer: { kind: 'progress', note: 'pulling', done: 1, of: 2 }, last: false }, 'k3');
    await platform.send(dm, { kind: 'answer', to: 'c4', answer: { kind: 'talk', turn: 't' }, last: true }, 'k4');
    await platform.send(dm, { ...miaSays('Hello.', 'e1'), actions: shown }, 'k5');
    await settled();
    expect(lines().slice(1)).toEqual([
      { type: 'answer', to: 'c1', last: true, answer: { kind: 'text', body: 'hi' }, actions: printed },
      { type: 'answer', to: 'c2', last: true, answer: { kind: 'panel', id: 'p', revision: 2, title: 'Juno', parts }, actions: printed },
      { type: 'answer', to: 'c3', last: false, answer: { kind: 'progress', note: 'pulling', done: 1, of: 2 }, actions: [] },
      expect.objectContaining({ type: 'reply', to: 'e1', text: 'Hello.', actions: printed }),
    ]);
  });

  it('errors and notices carry actions only when there are any', async () => {
    const { platform, lines } = await start();
    for (const [index, actions] of [undefined, [], shown].entries()) {
      const some = actions === undefined ? {} : { actions };
      await platform.send(dm, { kind: 'notice', to: null, text: 'waking', ...some }, `n${index}`);
      await platform.send(dm, { kind: 'error', to: 'e1', code: 'provider-timeout', message: 'Late.', ...some }, `e${index}`);
    }
    await settled();
    const notice = { type: 'notice', to: null, text: 'waking' };
    const error = { type: 'error', to: 'e1', code: 'provider-timeout', message: 'Late.' };
    expect(lines().slice(1)).toEqual([notice, error, notice, error, { ...notice, actions: printed }, { ...error, actions: printed }]);
  });

  it('prints a form as an answer, without its call and the values of its secrets', async () => {
    const { platform, lines } = await start();
    const fields = [
      { id: 'name', label: 'Name', help: '', kind: 'line', value: 'Juno', limits: {} },
      { id: 'key', label: 'Key', help: '', kind: 'secret', limits: {} },
    ] as const;
    const [name, key] = fields;
    const form = {
      id: 'f1',
      revision: 3,
      title: 'Juno',
      sections: [{ title: 'One', fields: [name, { ...key, value: 'hush' }] }],
      submit: press,
    };
    await platform.presentForm?.(dm, form, { to: 'c1', key: 'k' });
    await settled();
    expect(lines().slice(1)).toEqual([
      {
        type: 'answer',
        to: 'c1',
        last: true,
        answer: { kind: 'form', form: { id: 'f1', revision: 3, title: 'Juno', sections: [{ title: 'One', fields }] } },
        actions: [],
      },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { ShownAction } from '../../src/core/answers/action.ts';
import type { Form } from '../../src/core/answers/form.ts';
import type { InboundEvent } from '../../src/core/events/inbound-event.ts';
import { platformOf } from '../../src/core/ids.ts';
import type { Outgoing, Platform } from '../../src/core/ports/platform.ts';
import { sampleReceipt } from '../fakes/sample-receipt.ts';

export interface PlatformHarness {
  readonly platform: Platform;
  /** A person writes; resolves when the platform has handed it over. */
  say(text: string): Promise<void>;
  /** Everything a person could read so far. */
  read(): string;
}

function reply(text: string, isEnd = true): Outgoing {
  const frame = { kind: 'reply', to: 'e1', joined: [], personality: { id: 'mia', name: 'Mia' }, text, variant: 1 } as const;
  return isEnd ? { ...frame, end: { finish: 'stop', receipt: sampleReceipt } } : frame;
}

const actions: readonly ShownAction[] = [
  { token: 't-1', label: 'Retry', icon: 'retry' },
  { token: 't-2', label: 'Smaller model', icon: 'next', danger: true },
];

const form: Form = {
  id: 'form-1',
  revision: 3,
  title: 'Juno, revision 3',
  sections: [
    {
      title: 'Who she is',
      fields: [
        {
          id: 'name',
          label: 'Name',
          help: 'What people call her.',
          kind: 'line',
          value: 'Juno',
          limits: { required: true, maxLength: 40 },
        },
        { id: 'key', label: 'Key', help: '', kind: 'secret', value: 'hush-hush', limits: {} },
      ],
    },
  ],
  submit: { command: 'personality edit', args: { name: 'juno', secretly: 'never shown' } },
};

/** How often `text` stands in what a person could read. */
const count = (harness: PlatformHarness, text: string): number => harness.read().split(text).length - 1;

/** What every platform must do; `make` gives a fresh one, not started. */
export function platformContract(name: string, make: () => Promise<PlatformHarness>): void {
  describe(`${name} keeps the platform contract`, () => {
    async function started(): Promise<PlatformHarness & { readonly events: InboundEvent[] }> {
      const harness = await make();
      const events: InboundEvent[] = [];
      await harness.platform.start(
        async (event) => {
          events.push(event);
          return 'accepted';
        },
        async () => [],
      );
      return { ...harness, events };
    }

    it('names itself and states plain facts', async () => {
      const { platform } = await make();
      expect(platform.name).toMatch(/^[a-z]+$/);
      expect(platform.account.startsWith(`${platform.name}:`)).toBe(true);
      expect(platform.facts.maxLength).toBeGreaterThanOrEqual(500);
      expect(platform.facts.keyLifetimeMs).toBeGreaterThanOrEqual(0);
    });

    it('hands over what a person writes, once, with typed keys', async () => {
      const { platform, say, events } = await started();
      await say('hello you');
      expect(events).toHaveLength(1);
      const [event] = events;
      expect(event).toMatchObject({ kind: 'message', text: 'hello you', account: platform.account });
      for (const id of [event?.participant, event?.room]) expect(id === undefined ? '' : platformOf(id)).toBe(platform.name);
      await platform.stop();
    });

    it('gives every event an id of its own', async () => {
      const { platform, say, events } = await started();
      await say('hello');
      await say('hello');
      expect(new Set(events.map(({ id }) => id)).size).toBe(2);
      await platform.stop();
    });

    it('knows the room it came from', async () => {
      const { platform, say, events } = await started();
      await say('hello');
      const [event] = events;
      if (event === undefined) throw new Error('no event');
      expect(await platform.describe(event.room)).toMatchObject({ kind: 'dm' });
      await platform.stop();
    });

    it('shows a whole reply, every character of it, once', async () => {
      const { platform, say, events, read } = await started();
      await say('hello');
      const text = 'Grüße 漢字 🙂 "quoted" {braces} end';
      await platform.send({ room: events[0]?.room ?? 'x:y' }, reply(text), 'key-1');
      expect(read()).toContain('Grüße 漢字 🙂');
      expect(count({ platform, say, read }, '{braces} end')).toBe(1);
      await platform.stop();
    });

    it('where a key lives, sending again with it shows nothing twice', async () => {
      const { platform, say, events, read } = await started();
      if (platform.facts.keyLifetimeMs === 0) return platform.stop();
      await say('hello');
      const target = { room: events[0]?.room ?? 'x:y' } as const;
      const first = await platform.send(target, reply('only once'), 'key-1');
      expect(await platform.send(target, reply('only once'), 'key-1')).toBe(first);
      expect(count({ platform, say, read }, 'only once')).toBe(1);
      await platform.stop();
    });

    it('where it can edit, a growing reply ends as the final text, shown once', async () => {
      const { platform, say, events, read } = await started();
      if (platform.edit === undefined) return platform.stop();
      await say('hello');
      const target = { room: events[0]?.room ?? 'x:y' } as const;
      const ref = await platform.send(target, reply('Once upon', false), 'key-1');
      await platform.edit(target, reply('Once upon a time', false), { ref, key: 'key-1' });
      await platform.edit(target, reply('Once upon a time, the end.'), { ref, key: 'key-1' });
      expect(count({ platform, say, read }, 'time, the end.')).toBe(1);
      await platform.stop();
    });

    it('shows notices, answers and errors', async () => {
      const { platform, say, events, read } = await started();
      await say('hello');
      const target = { room: events[0]?.room ?? 'x:y' } as const;
      await platform.send(target, { kind: 'notice', to: null, text: 'a notice' }, 'key-1');
      await platform.send(target, { kind: 'answer', to: null, answer: { kind: 'text', body: 'an answer' }, last: true }, 'key-2');
      await platform.send(target, { kind: 'error', to: null, code: 'bug', message: 'an error' }, 'key-3');
      for (const text of ['a notice', 'an answer', 'an error']) expect(read()).toContain(text);
      await platform.stop();
    });

    it('shows the parts of a panel under its title', async () => {
      const { platform, say, events, read } = await started();
      await say('hello');
      const target = { room: events[0]?.room ?? 'x:y' } as const;
      const parts = [
        { title: 'Voice', body: 'dry, teasing' },
        { title: 'Limits', body: 'no bodies, no money' },
      ];
      const answer = { kind: 'panel', id: 'p', revision: 1, title: 'Juno', parts, actions: [] } as const;
      await platform.send(target, { kind: 'answer', to: null, answer, last: true }, 'key-1');
      for (const text of ['Juno', 'Voice', 'dry, teasing', 'Limits', 'no bodies, no money']) expect(read()).toContain(text);
      await platform.stop();
    });

    it('shows what can be pressed under answers, notices and errors, and never the call behind', async () => {
      const { platform, say, events, read } = await started();
      await say('hello');
      const target = { room: events[0]?.room ?? 'x:y' } as const;
      const press = { command: 'chat retry', args: { hidden: 'call-behind' } };
      const answer = { kind: 'text', body: 'pick one', actions: [{ label: 'Retry', icon: 'retry', by: 'asker', press }] } as const;
      await platform.send(target, { kind: 'answer', to: null, answer, actions, last: true }, 'key-1');
      await platform.send(target, { kind: 'notice', to: null, text: 'a notice', actions }, 'key-2');
      await platform.send(target, { kind: 'error', to: null, code: 'bug', message: 'an error', actions }, 'key-3');
      for (const { label } of actions) expect(count({ platform, say, read }, label)).toBe(3);
      expect(read()).not.toContain('call-behind');
      await platform.stop();
    });

    it('prints nothing for an answer that only says that a reply follows', async () => {
      const { platform, say, events, read } = await started();
      await say('hello');
      const shown = read();
      await platform.send(
        { room: events[0]?.room ?? 'x:y' },
        { kind: 'answer', to: 'e0', answer: { kind: 'talk', turn: 'turn-1' }, last: true },
        'k',
      );
      expect(read()).toBe(shown);
      await platform.stop();
    });

    it('where it has forms, shows one without its secrets and its call', async () => {
      const { platform, say, events, read } = await started();
      if (platform.presentForm === undefined) return platform.stop();
      await say('hello');
      await platform.presentForm({ room: events[0]?.room ?? 'x:y' }, form, { to: null, key: 'key-1' });
      for (const text of ['Juno, revision 3', 'Who she is', 'Name']) expect(read()).toContain(text);
      expect(read()).not.toMatch(/hush-hush|never shown/);
      await platform.stop();
    });

    it('after stop nothing is handed over', async () => {
      const { platform, say, events } = await started();
      await platform.stop();
      await say('too late').catch(() => undefined);
      expect(events).toEqual([]);
    });
  });
}

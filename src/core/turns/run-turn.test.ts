import { describe, expect, it, vi } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { finish, says } from '../../../test/fakes/scripted-provider.ts';
import { createStage, personality } from '../../../test/fakes/stage.ts';
import { BotError } from '../errors.ts';

describe('a turn', () => {
  it('streams by editing one message and ends with the stored text', async () => {
    const { platform, clock, store } = await createStage({ script: () => says('Hello', ' there', '.') });
    await platform.say('ada', 'hi');
    await clock.advance(10);
    expect(platform.texts()).toEqual(['Hello there.']);
    expect(platform.shown).toHaveLength(1);
    const message = await store.history.byRef('fake:dm/ada', 'event-1');
    expect((await store.history.repliesTo(message?.id ?? ''))[0]).toMatchObject({ text: 'Hello there.', finish: 'stop', chosen: true });
    expect((await store.turns.ofMessage(message?.id ?? ''))?.state).toBe('delivered');
  });

  it('begins with its first word, whatever blanks the model puts before it', async () => {
    const { platform, clock, store } = await createStage({ script: () => says(' ', '\n', ' The', ' weather. ') });
    await platform.say('ada', 'hi');
    await clock.advance(10);
    expect(platform.texts()).toEqual(['The weather. ']);
    const message = await store.history.byRef('fake:dm/ada', 'event-1');
    expect((await store.history.repliesTo(message?.id ?? ''))[0]).toMatchObject({ text: 'The weather. ' });
  });

  it('never shows or keeps hidden reasoning', async () => {
    const { platform, clock, provider } = await createStage({
      async *script() {
        yield { type: 'reasoning', text: 'the secret plan' };
        yield { type: 'text', text: 'Fine.' };
        yield { type: 'reasoning', text: 'more secrets' };
        yield finish;
      },
    });
    await platform.say('ada', 'how are you');
    await clock.advance(10);
    await platform.say('ada', 'and now');
    await clock.advance(10);
    expect(
      platform.shown
        .flatMap(({ message, replaced }) => [message, ...replaced])
        .map((message) => JSON.stringify(message))
        .join(),
    ).not.toContain('secret');
    expect(JSON.stringify(provider.requests)).not.toContain('secret');
  });

  it('goes out in parts no longer than the platform shows, closed fences in each', async () => {
    const text = `intro\n\`\`\`js\n${'const line = 1;\n'.repeat(400)}\`\`\`\nend`;
    const { platform, clock } = await createStage({ script: () => says(text) });
    await platform.say('ada', 'code');
    await clock.advance(10);
    expect(platform.shown.length).toBeGreaterThan(3);
    for (const part of platform.texts()) {
      expect(part.length).toBeLessThanOrEqual(2000);
      expect(part.split('```').length % 2).toBe(1);
    }
    expect(
      platform
        .texts()
        .join('\n')
        .match(/const line = 1;/g),
    ).toHaveLength(400);
  });

  it('without edit nothing is shown before the end', async () => {
    const clock = createFakeClock();
    const { platform } = await createStage({
      clock,
      platform: { canEdit: false },
      async *script() {
        yield { type: 'text', text: 'Hello' };
        await clock.sleep(1000);
        yield { type: 'text', text: ' there.' };
        yield finish;
      },
    });
    await platform.say('ada', 'hi');
    await clock.advance(500);
    expect(platform.texts()).toEqual([]);
    await clock.advance(1000);
    expect(platform.texts()).toEqual(['Hello there.']);
    expect(platform.calls.send).toBe(1);
  });

  it('commits a delivery before its first call to the platform, streaming or not', async () => {
    for (const canEdit of [true, false]) {
      const { platform, clock, store } = await createStage({ script: () => says('Hello', ' there.'), platform: { canEdit } });
      const send = platform.send;
      const rows: unknown[] = [];
      platform.send = async (target, message, key) => {
        rows.push(await store.deliveries.byKey(key));
        return send(target, message, key);
      };
      await platform.say('ada', 'hi');
      await clock.advance(10);
      expect(rows).toEqual([expect.objectContaining({ turn: expect.any(String), state: 'pending' })]);
    }
  });

  it('a response lost after the send shows nothing twice', async () => {
    const { platform, clock } = await createStage({ script: () => says('Hello.'), platform: { canEdit: false } });
    platform.failNext('send', 2, true);
    await platform.say('ada', 'hi');
    await clock.advance(30_000);
    expect(platform.texts()).toEqual(['Hello.']);
    expect(platform.calls.send).toBe(3);
  });

  it('a platform that fails for a while gets the final text later, and the next turn does not wait for it', async () => {
    const { platform, clock } = await createStage({
      script: (request) => says(`about ${request.messages.findLast(({ role }) => role === 'user')?.text}`),
      platform: { canEdit: false },
    });
    platform.failNext('send', 1);
    await platform.say('ada', 'one');
    await clock.advance(10);
    await platform.say('ada', 'two');
    await clock.advance(10);
    expect(platform.texts()).toEqual(['about two']);
    await clock.advance(1000);
    expect(platform.texts()).toEqual(['about two', 'about one']);
  });

  it('several personalities answer in order, each seeing those before it', async () => {
    const { platform, clock, provider } = await createStage({
      cast: [personality('mia', 'Mia'), personality('juno', 'Juno')],
      script: (request) => says(`I am ${/You are (\w+)\./.exec(request.messages[0]?.text ?? '')?.[1]}`),
    });
    await platform.say('ada', '@Juno @Mia who are you', { room: 'den' });
    await clock.advance(10);
    expect(platform.texts()).toEqual(['I am Mia', 'I am Juno']);
    // To Juno, Mia is one of the others in the room.
    expect(provider.requests[1]?.messages.flatMap(({ role, text }) => (role === 'user' ? [text] : []))).toEqual([
      '[ada] @Juno @Mia who are you',
      '[Mia] I am Mia',
    ]);
  });

  it('a personality that fails says so, and those after it still answer', async () => {
    const { platform, clock } = await createStage({
      cast: [personality('mia', 'Mia'), personality('juno', 'Juno')],
      async *script(request) {
        if (request.messages[0]?.text.includes('You are Mia.') === true) throw new BotError('provider-auth', 'refused');
        yield* says('I am Juno');
      },
    });
    await platform.say('ada', '@Juno @Mia who are you', { room: 'den' });
    await clock.advance(10);
    expect(platform.texts()).toEqual(['[provider-auth]', 'I am Juno']);
  });

  it.each(['not-found', 'not-allowed'] as const)(
    'a place that is %s is not tried again, neither later nor after a restart',
    async (code) => {
      const first = await createStage({ script: () => says('Hello.') });
      const { platform, clock, store } = first;
      const send = vi.spyOn(platform, 'send').mockRejectedValue(new BotError(code, 'closed'));
      await platform.say('ada', 'hi');
      await clock.advance(10);
      const tries = send.mock.calls.length;
      expect(tries).toBeGreaterThan(0);
      await clock.advance(24 * 3_600_000);
      expect(send).toHaveBeenCalledTimes(tries);
      await first.engine.close(0);
      const second = await createStage({ store, clock, script: () => says('Hello.') });
      await clock.advance(24 * 3_600_000);
      expect(second.platform.calls.send).toBe(0);
    },
  );

  it('a rehearsal is shown only where one may be', async () => {
    const { platform, clock, provider } = await createStage({
      script: () => says('from the script'),
      rehearsal: 'script',
      platform: { facts: { rehearsals: false } },
    });
    await platform.say('ada', 'hi');
    await clock.advance(10);
    expect(platform.texts()).toEqual(['[no-model]']);
    expect(provider.requests).toHaveLength(0);
  });

  it("the operator's own DM may see it", async () => {
    const { platform, clock } = await createStage({
      script: () => says('from the script'),
      rehearsal: 'script',
      platform: { facts: { rehearsals: false } },
      settings: { owners: ['fake:ada'] },
    });
    await platform.say('ada', 'hi');
    await clock.advance(10);
    expect(platform.texts()).toEqual(['from the script']);
  });

  it('who is not on the list is refused and never reaches a model', async () => {
    const { platform, clock, provider } = await createStage({ script: () => says('hello'), settings: { allow: ['fake:a*'] } });
    await platform.say('bob', 'hi');
    await platform.say('ada', 'hi');
    await clock.advance(10);
    expect(platform.texts('fake:dm/bob')).toEqual(['[not-allowed]']);
    expect(platform.texts('fake:dm/ada')).toEqual(['hello']);
    expect(provider.requests).toHaveLength(1);
  });

  it('no chat text, name or key ever reaches the log', async () => {
    const { platform, clock, logger } = await createStage({
      script: async function* () {
        yield* [];
        throw new BotError('provider-failed', 'the canary answer');
      },
    });
    await platform.say('canaryname', 'canarytext');
    await clock.advance(60_000);
    expect(logger.entries.length).toBeGreaterThan(0);
    expect(JSON.stringify(logger.entries)).not.toMatch(/canary/);
  });

  it('a drain lets an answer finish; one that takes too long is saved and comes after the next start', async () => {
    const clock = createFakeClock();
    const stage = await createStage({
      clock,
      async *script(_request, _attempt, signal) {
        yield { type: 'text', text: 'half' };
        await clock.sleep(60_000, signal);
        yield finish;
      },
    });
    await stage.platform.say('ada', 'hi');
    await clock.advance(10);
    const closed = stage.engine.close(8000);
    await clock.advance(9000);
    await closed;
    const next = await createStage({ clock, store: stage.store, platform: { before: stage.platform.shown }, script: () => says('whole') });
    await clock.advance(10);
    expect(next.platform.texts()).toEqual(['whole']);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MatrixStage, type MatrixStageOptions, startMatrixStage, tokenOf } from '../../../../test/fakes/matrix-stage.ts';
import { replyOf } from '../../../../test/fakes/sample-outgoing.ts';
import type { Seat } from '../../../../test/twins/matrix/actors/seat.ts';
import { type MatrixTwin, startMatrix } from '../../../../test/twins/matrix/matrix-twin.ts';
import type { InboundEvent } from '../../../core/events/inbound-event.ts';
import type { Target } from '../../../core/ports/platform.ts';

let twin: MatrixTwin;
const stages: MatrixStage[] = [];
const sending = 'PUT /rooms/:room/send/:type/:txn';

async function start(options: MatrixStageOptions = {}): Promise<MatrixStage> {
  const stage = await startMatrixStage(twin, options);
  stages.push(stage);
  return stage;
}

beforeEach(async () => {
  twin = await startMatrix();
});
afterEach(async () => {
  for (const { platform } of stages.splice(0)) await platform.stop();
  await twin.close();
  twin.noPings();
});

interface Talk {
  readonly stage: MatrixStage;
  readonly seat: Seat;
  readonly event: InboundEvent;
  readonly target: Target;
}

async function talk(options: MatrixStageOptions = {}): Promise<Talk> {
  const stage = await start(options);
  const seat = twin.user('ada').in(twin.room('den'));
  const question = seat.mentions(twin.bot, 'hello');
  const event = await stage.heard('message');
  return { stage, seat, event, target: { room: event.room, replyTo: question.id } };
}

/** Every transaction id that a message went under, by requests. */
const transactions = (): readonly string[] =>
  twin.asked.flatMap(({ route, path }) =>
    route === sending && path.includes('/m.room.message/') ? [path.slice(path.lastIndexOf('/') + 1)] : [],
  );

const wordsOf = (text: string, seat: Seat): number => seat.room.messages().filter((one) => one.text.includes(text)).length;

describe('sending', () => {
  it.each(['502-after-effect', 'reset-after-effect', '502', 'reset'] as const)(
    'shows a message once when the answer is %s',
    async (kind) => {
      const { stage, seat, target } = await talk();
      twin.fault({ kind, on: sending });
      const ref = await stage.platform.send(target, replyOf('Once.'), 'k1');
      expect(wordsOf('Once.', seat)).toBe(1);
      expect((await seat.sees('Once.')).id).toBe(ref);
      expect(new Set(transactions()).size).toBe(1);
    },
  );

  it.each([false, true])(
    'waits as long as the server says, and tries again with the same transaction id; in a header alone: %s',
    async (isHeaderOnly) => {
      const { stage, seat, target } = await talk();
      twin.fault({ kind: '429', on: sending, retryAfterMs: 2_000, isHeaderOnly });
      await stage.platform.send(target, replyOf('Patience.'), 'k1');
      expect(wordsOf('Patience.', seat)).toBe(1);
      expect(new Set(transactions()).size).toBe(1);
      const asked = twin.asked.filter(({ route }) => route === sending).map(({ at }) => at);
      expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(2_000);
    },
  );

  it('is known again by a run after a crash, by its transaction id and by what stands in the room', async () => {
    const session = tokenOf(twin);
    const { stage, seat, target } = await talk({ session });
    const since = twin.clock.now();
    const ref = await stage.platform.send(target, replyOf('Only once.'), 'k1');
    await stage.platform.send(target, replyOf('Mine too.'), 'k2');
    await stage.platform.stop();
    // The crash came before anything of it could be noted.
    const withoutNotes = (): Map<string, string> => new Map([...stage.kept].filter(([key]) => !key.startsWith('own/')));
    const claimed = new Set(stage.events.map(({ id }) => id));
    const second = await start({ session, kept: withoutNotes(), claimed });
    expect(await second.platform.send(target, replyOf('Only once.'), 'k1')).toBe(ref);
    expect(wordsOf('Only once.', seat)).toBe(1);
    await second.platform.stop();
    // Another device does not know the first one's transaction ids, and says so.
    const third = await start({ kept: withoutNotes(), claimed });
    expect(third.platform.facts.keyLifetimeMs).toBeLessThan(twin.clock.now() - since + 1);
    expect(await third.platform.find(target, { key: 'k1', cause: target.replyTo, since })).toBe(ref);
    expect(await third.platform.find(target, { key: 'k3', cause: target.replyTo, since })).toBeUndefined();
  });

  it('is told apart where two personalities answered the same question, whatever others write into theirs', async () => {
    const { stage, seat, target } = await talk();
    const since = twin.clock.now();
    const juno = { ...replyOf('Ahoy.'), personality: { id: 'juno', name: 'Juno' } };
    const hers = await stage.platform.send(target, replyOf('Hello.'), 'k1');
    const other = await stage.platform.send(target, juno, 'k2');
    // An edit is a message of its own, and stands nearer to the end.
    await stage.platform.edit?.(target, replyOf('Hello, changed.'), { ref: hers, key: 'k1' });
    const mark = seat.room.messages(twin.bot).find(({ id }) => id === hers)?.event.data.content['org.miachat.delivery'];
    expect(mark).toEqual(expect.any(String));
    seat.sends('m.room.message', { msgtype: 'm.text', body: 'mine!', 'org.miachat.delivery': mark });
    await stage.platform.stop();
    const second = await start({ claimed: new Set(stage.events.map(({ id }) => id)) });
    const find = (key: string) => second.platform.find(target, { key, cause: target.replyTo, since });
    expect(await Promise.all(['k1', 'k2', 'k3'].map(find))).toEqual([hers, other, undefined]);
  });

  it('fits every text into an event, with its words whole', async () => {
    const { stage, seat, target } = await talk();
    const { maxLength } = stage.platform.facts;
    const texts = ['漢字 **fett** '.repeat(2_000), '"\\\n'.repeat(6_000), '🙂'.repeat(9_000), 'word '.repeat(4_000)];
    for (const [index, text] of texts.entries()) {
      const body = text.slice(0, maxLength).toWellFormed();
      const ref = await stage.platform.send(target, replyOf('…', { isEnd: false }), `k${index}`);
      await stage.platform.edit?.(target, replyOf(body), { ref, key: `k${index}` });
      expect(seat.last?.content['body']).toBe(body);
    }
    await stage.platform.send(target, { kind: 'notice', to: null, text: 'a line of a very long notice\n'.repeat(2_000) }, 'long');
    twin.noRefusals();
  });

  it('divides what a homeserver refuses for its size, and promises no more than that from then on', async () => {
    await twin.close();
    twin = await startMatrix({ manners: { maxEventBytes: 8_000 } });
    const { stage, seat, target, event } = await talk();
    const { facts, send, edit } = stage.platform;
    const lines = Array.from({ length: 1_200 }, (_, line) => `line ${line} of it`);
    const notice = { kind: 'notice', to: event.id, text: lines.join('\n') } as const;
    // Each refusal is told to whoever sends, until it is taken.
    let tries = 0;
    for (let isShown = false; !isShown; tries += 1) {
      const said = facts.maxLength;
      isShown = await send(target, notice, 'k1').then(
        () => true,
        (thrown: unknown) => {
          expect(thrown).toMatchObject({ code: 'too-large' });
          expect(facts.maxLength).toBeLessThan(said);
          return false;
        },
      );
    }
    expect(tries).toBeLessThan(6);
    await send(target, notice, 'k1');
    const shown = seat.room.messages(twin.bot).filter(({ text }) => text.startsWith('line'));
    expect(shown.map(({ text }) => text).join('\n')).toBe(lines.join('\n'));
    // A preview that is too much costs only itself.
    const learned = facts.maxLength;
    const ref = await send(target, replyOf('It grows', { isEnd: false }), 'k2');
    await edit?.(target, replyOf('漢'.repeat(learned), { isEnd: false }), { ref, key: 'k2' });
    for (let round = 0; round < 500 && facts.maxLength === learned; round += 1) await sleep(10);
    expect(facts.maxLength).toBeLessThan(learned);
    await edit?.(target, replyOf('It ends.'), { ref, key: 'k2' });
    expect((await seat.sees('It ends.')).id).toBe(ref);
  });

  it('gives up what is refused however short it is', async () => {
    const { stage, target } = await talk();
    twin.fault({ kind: 'refuse', on: sending, status: 413, errcode: 'M_TOO_LARGE', times: 100 });
    const { facts, send } = stage.platform;
    const lengths: number[] = [];
    for (let tries = 0; tries < 8; tries += 1) {
      await expect(send(target, replyOf('Short.'), 'k1')).rejects.toMatchObject({ code: 'too-large' });
      lengths.push(facts.maxLength);
    }
    expect(lengths.at(-1)).toBe(lengths.at(-2));
    expect(lengths.at(-1)).toBeGreaterThan(100);
  });

  it('takes a message back with every text it has had', async () => {
    const { stage, seat, target } = await talk();
    const ref = await stage.platform.send(target, replyOf('Gone', { isEnd: false }), 'k1');
    await stage.platform.edit?.(target, replyOf('Gone soon.'), { ref, key: 'k1' });
    await stage.platform.edit?.(target, replyOf('Gone soon, changed.'), { ref, key: 'k1' });
    // The bot is stopped before it has come to the edits.
    twin.fault({ kind: '502', on: /^GET .*\/relations\//, times: 1 });
    await stage.platform.remove?.(target, ref);
    expect(wordsOf('Gone', seat)).toBe(0);
    const kept = (): number => seat.room.events.filter(({ data }) => JSON.stringify(data.content).includes('Gone')).length;
    expect(kept()).toBe(2);
    await stage.platform.stop();
    const second = await start({ kept: stage.kept, claimed: new Set(stage.events.map(({ id }) => id)) });
    await seat.room.until('no text of it is left', () => kept() === 0);
    await second.platform.remove?.(target, ref);
    twin.noRefusals();
  });

  it('writes nothing more into a message that somebody took away', async () => {
    const { stage, seat, target } = await talk();
    const ref = await stage.platform.send(target, replyOf('Once upon', { isEnd: false }), 'k1');
    twin.founder.redacts({ id: ref });
    await stage.heard('messageDeleted');
    await stage.platform.edit?.(target, replyOf('Once upon a time.'), { ref, key: 'k1' });
    expect(seat.room.events.filter(({ data }) => JSON.stringify(data.content).includes('a time'))).toEqual([]);
  });

  it('shows that somebody reads and writes, and stops showing it', async () => {
    const { stage, seat, event, target } = await talk();
    await seat.room.until('it was read', () => seat.room.readBy(twin.bot) === event.id);
    await stage.platform.typing?.(target, true);
    await seat.room.until('she types', () => seat.room.isTyping(twin.bot));
    await stage.platform.send(target, replyOf('Done.'), 'k1');
    await seat.room.until('she types no more', () => !seat.room.isTyping(twin.bot));
    twin.noRefusals();
  });
});

/** Streams as the engine does: one call at a time, the latest text wins; when the model is done the wait ends, and the final text is shown. */
async function stream({ stage, target, event }: Talk, plan: { readonly key: string; readonly ms: number }): Promise<void> {
  const { platform } = stage;
  const began = performance.now();
  const textNow = (): string => 'word '.repeat(1 + Math.floor((performance.now() - began) / 50)).trim();
  const ref = await platform.send(target, replyOf(textNow(), { to: event.id, isEnd: false }), plan.key);
  const over = new AbortController();
  const showing = (async () => {
    while (!over.signal.aborted) {
      await platform.edit?.(target, replyOf(textNow(), { to: event.id, isEnd: false }), { ref, key: plan.key, signal: over.signal });
      await sleep(5);
    }
  })();
  await sleep(plan.ms);
  over.abort();
  await showing;
  await platform.edit?.(target, replyOf(`the end of ${plan.key}`, { to: event.id }), { ref, key: plan.key });
}

describe('a growing answer', () => {
  it('is edited with the latest text, and then stands with its last', async () => {
    const there = await talk();
    await stream(there, { key: 'k1', ms: 4_000 });
    const message = await there.seat.sees('the end of k1');
    const lengths = message.versions.slice(0, -1).map(({ length }) => length);
    expect(lengths.length).toBeGreaterThanOrEqual(2);
    expect(lengths).toEqual([...new Set(lengths)].toSorted((a, b) => a - b));
    expect(message.versions.at(-1)).toBe('the end of k1');
    twin.noRefusals();
  });

  it('is not edited when nothing of it changed', async () => {
    const { stage, seat, target } = await talk();
    const ref = await stage.platform.send(target, replyOf('Short.', { isEnd: false }), 'k1');
    await stage.platform.edit?.(target, replyOf('Short.'), { ref, key: 'k1' });
    expect((await seat.sees('Short.')).edits).toBe(0);
  });

  it('loses no last text under the limits of an untouched Synapse, and hardly ever asks in vain', async () => {
    const there = await talk();
    twin.limits('default');
    // The allowance is used up by then.
    for (let index = 0; index < 9; index += 1) await there.stage.platform.send(there.target, replyOf(`line ${index}`), `line-${index}`);
    await stream(there, { key: 'k1', ms: 7_000 });
    expect(twin.rateLimited).toBeLessThanOrEqual(3);
    expect((await there.seat.sees('the end of k1')).versions.at(-1)).toBe('the end of k1');
  }, 60_000);
});

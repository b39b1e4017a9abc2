import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MatrixStage, type MatrixStageOptions, startMatrixStage, tokenOf } from '../../../../test/fakes/matrix-stage.ts';
import { replyOf } from '../../../../test/fakes/sample-outgoing.ts';
import type { ChatMessage } from '../../../../test/twins/matrix/actors/chat-message.ts';
import type { Room } from '../../../../test/twins/matrix/actors/room.ts';
import { type MatrixTwin, startMatrix } from '../../../../test/twins/matrix/matrix-twin.ts';
import type { Target } from '../../../core/ports/platform.ts';

let twin: MatrixTwin;
const stages: MatrixStage[] = [];

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

interface Moved {
  readonly stage: MatrixStage;
  readonly question: ChatMessage;
  readonly target: Target;
  readonly ref: string;
  readonly den: Room;
  readonly next: Room;
}

/** An answer that has begun in a room, and the room that goes on in a new one. */
async function moved(options: MatrixStageOptions = {}): Promise<Moved> {
  const stage = await start(options);
  const den = twin.room('den', { version: '10' });
  const ada = twin.user('ada');
  const question = ada.in(den).mentions(twin.bot, 'a story?');
  const { room } = await stage.heard('message');
  const target = { room, replyTo: question.id };
  const ref = await stage.platform.send(target, replyOf('It began', { isEnd: false }), 'k1');
  return { stage, question, target, ref, den, next: await upgrade(stage, den) };
}

async function upgrade({ logger }: MatrixStage, from: Room): Promise<Room> {
  const count = (): number => logger.entries.filter(({ event }) => event === 'matrix-room-upgraded').length;
  const before = count();
  const next = from.upgrades('12', [twin.bot, twin.user('ada')]);
  for (let round = 0; round < 1_500 && count() === before; round += 1) await sleep(10);
  expect(count()).toBe(before + 1);
  return next;
}

const withText = (room: Room, text: string): readonly ChatMessage[] => room.messages().filter((one) => one.text.includes(text));

describe('a room that was upgraded', () => {
  it('holds the whole of an answer that had begun in the one before, once, however often it is settled', async () => {
    const { stage, target, ref, den, next } = await moved();
    const edit = (text: string, isEnd: boolean) => stage.platform.edit?.(target, replyOf(text, { isEnd }), { ref, key: 'k1' });
    await edit('It began and', false);
    expect(withText(next, 'It began')).toEqual([]);
    // What could not be sent is not taken for settled.
    twin.fault({ kind: 'refuse', on: 'PUT /rooms/:room/send/:type/:txn', status: 400, errcode: 'M_UNKNOWN' });
    await expect(edit('It began and ended.', true)).rejects.toThrow();
    await edit('It began and ended.', true);
    await edit('It began and ended.', true);
    expect(withText(next, 'It began and ended.')).toHaveLength(1);
    await edit('It began anew.', true);
    expect(withText(next, 'It began').map(({ text }) => text)).toEqual(['It began anew.']);
    expect(withText(den, 'ended')).toEqual([]);
  });

  it('still tells what is taken away in the one before, and the answer goes where it stands', async () => {
    const { stage, question, target, ref, next } = await moved();
    await stage.platform.edit?.(target, replyOf('It began and ended.'), { ref, key: 'k1' });
    twin.founder.redacts(question);
    expect(await stage.heard('messageDeleted')).toMatchObject({ ref: question.id, room: target.room });
    await stage.platform.remove?.(target, ref);
    expect(withText(next, 'It began')).toEqual([]);
  });

  it('loses an answer in the room that it stands in: the copy first, and also after a restart', async () => {
    const session = tokenOf(twin);
    const { stage, target, ref, den, next } = await moved({ session });
    const later = await stage.platform.send({ room: target.room }, replyOf('In the second.'), 'k2');
    await stage.platform.edit?.(target, replyOf('It began and ended.'), { ref, key: 'k1' });
    const third = await upgrade(stage, next);
    await stage.platform.send({ room: target.room }, replyOf('In the third.'), 'k3');
    await stage.platform.stop();
    den.gives(twin.bot, 100);
    next.gives(twin.bot, 100);
    const second = await start({ session, kept: stage.kept, claimed: new Set(stage.events.map(({ id }) => id)) });
    const from = twin.asked.length;
    await second.platform.remove?.(target, ref);
    await second.platform.remove?.(target, later);
    const taken = twin.asked.slice(from).filter(({ route, status }) => route === 'PUT /rooms/:room/redact/:event/:txn' && status === 200);
    const roomOf = (path: string): string => decodeURIComponent(path.split('/rooms/')[1]?.split('/')[0] ?? '');
    // The edits of what is gone follow behind.
    expect(taken.slice(0, 2).map(({ path }) => roomOf(path))).toEqual([next.id, den.id]);
    expect([...withText(den, 'It began'), ...withText(next, 'It began'), ...withText(next, 'In the second')]).toEqual([]);
    expect(withText(third, 'In the third.')).toHaveLength(1);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MatrixStage, type MatrixStageOptions, startMatrixStage, tokenOf } from '../../../../test/fakes/matrix-stage.ts';
import type { Room } from '../../../../test/twins/matrix/actors/room.ts';
import { type MatrixTwin, startMatrix } from '../../../../test/twins/matrix/matrix-twin.ts';

let twin: MatrixTwin;
const stages: MatrixStage[] = [];
const here = { via: ['twin'] };

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
  twin.noRefusals();
});

/** In which community a room is once the bot has heard what came before. */
async function communityOf({ platform }: MatrixStage, room: Room, wanted: string | undefined): Promise<string | undefined> {
  const find = async () => (await platform.describe(`matrix:${room.id}`)).community;
  for (let round = 0; round < 300 && (await find()) !== wanted; round += 1) await sleep(10);
  return find();
}

/** A room of more than two, in which the bot has just heard somebody. */
async function den(stage: MatrixStage): Promise<Room> {
  const room = twin.room('den');
  twin.user('ada').in(room).says('hello');
  await stage.heard('message');
  return room;
}

/** So much was heard that whatever was claimed before has been, too. */
async function hears(stage: MatrixStage, room: Room): Promise<void> {
  const count = stage.events.filter(({ kind }) => kind === 'message').length;
  twin.user('ada').in(room).says('and then?');
  await stage.heard('message', count + 1);
}

describe('a space', () => {
  it('is the community of the rooms that both sides count among it, through a restart, and until one takes that back', async () => {
    const session = tokenOf(twin);
    const stage = await start({ session });
    const room = await den(stage);
    const space = twin.room('commons', { isSpace: true });
    expect(await communityOf(stage, room, undefined)).toBeUndefined();
    space.sets('m.space.child', here, room.id);
    expect(await communityOf(stage, room, `matrix:${space.id}`)).toBe(`matrix:${space.id}`);
    await stage.platform.stop();
    const second = await start({ session, kept: stage.kept, claimed: new Set(stage.events.map(({ id }) => id)) });
    expect(await communityOf(second, room, `matrix:${space.id}`)).toBe(`matrix:${space.id}`);
    space.sets('m.space.child', {}, room.id);
    expect(await communityOf(second, room, undefined)).toBeUndefined();
    // What the room says of itself counts too, where whoever said it may decide in the space.
    room.sets('m.space.parent', here, space.id);
    expect(await communityOf(second, room, `matrix:${space.id}`)).toBe(`matrix:${space.id}`);
    space.removes(twin.bot);
    expect(await communityOf(second, room, undefined)).toBeUndefined();
  });

  it('that a room calls its own comes before others', async () => {
    const stage = await start();
    const room = await den(stage);
    const spaces = ['one', 'two', 'three'].map((name) => twin.room(name, { isSpace: true }));
    for (const space of spaces) space.sets('m.space.child', here, room.id);
    for (const space of spaces) {
      for (const other of spaces) room.sets('m.space.parent', { ...here, ...(other === space ? { canonical: true } : {}) }, other.id);
      expect(await communityOf(stage, room, `matrix:${space.id}`)).toBe(`matrix:${space.id}`);
    }
  });

  it('is not the community of a room that only somebody without a say on the other side calls so', async () => {
    const stage = await start();
    const room = await den(stage);
    const space = twin.room('commons', { isSpace: true });
    const eve = twin.user('eve');
    // Eve's space claims a room of others, and her room a space of others.
    const trap = eve.opens('trap', { isSpace: true });
    trap.sets('m.space.child', here, room.id);
    const nest = eve.opens('nest');
    nest.sets('m.space.parent', { ...here, canonical: true }, space.id);
    for (const one of [trap, nest]) await one.until('the bot has come', () => one.membership(twin.bot) === 'join');
    twin.user('ada').in(nest);
    await hears(stage, nest);
    await hears(stage, room);
    for (let round = 0; round < 500 && !stage.kept.has(`space/${trap.id}`); round += 1) await sleep(10);
    expect(stage.kept.has(`space/${trap.id}`)).toBe(true);
    expect((await stage.platform.describe(`matrix:${room.id}`)).community).toBeUndefined();
    expect((await stage.platform.describe(`matrix:${nest.id}`)).community).toBeUndefined();
    // As soon as she may decide there, her word counts.
    room.gives(eve, 50);
    expect(await communityOf(stage, room, `matrix:${trap.id}`)).toBe(`matrix:${trap.id}`);
  });
});

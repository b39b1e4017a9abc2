import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MatrixStage, type MatrixStageOptions, startMatrixStage, tokenOf } from '../../../../test/fakes/matrix-stage.ts';
import { replyOf } from '../../../../test/fakes/sample-outgoing.ts';
import { type MatrixOptions, type MatrixTwin, startMatrix } from '../../../../test/twins/matrix/matrix-twin.ts';
import { BotError } from '../../../core/errors.ts';
import type { InboundEvent } from '../../../core/events/inbound-event.ts';

let twin: MatrixTwin;
const stages: MatrixStage[] = [];

async function start(options: MatrixStageOptions = {}): Promise<MatrixStage> {
  const stage = await startMatrixStage(twin, options);
  stages.push(stage);
  return stage;
}

/** As after a stop or a crash: the same session, what was kept, what the engine has claimed. */
function startAgain(former: MatrixStage, session: NonNullable<MatrixStageOptions['session']>): Promise<MatrixStage> {
  return start({ session, kept: former.kept, claimed: new Set(former.events.map(({ id }) => id)) });
}

async function restart(options: MatrixOptions): Promise<void> {
  await twin.close();
  twin = await startMatrix(options);
}

beforeEach(async () => {
  twin = await startMatrix();
});
afterEach(async () => {
  for (const { platform } of stages.splice(0)) await platform.stop();
  await twin.close();
  twin.noPings();
});

const textsOf = (events: readonly InboundEvent[]): readonly string[] =>
  events.flatMap((event) => (event.kind === 'message' ? [event.text] : []));
const countTo = (most: number): readonly string[] => Array.from({ length: most }, (_, index) => `line ${index + 1}`);
const came = (stage: MatrixStage, count: number): Promise<InboundEvent> => stage.heard('message', count);
const sync = 'GET /sync';

describe('the connection', () => {
  it('hears what was said while nobody listened, in order, whatever the server leaves out', async () => {
    const session = tokenOf(twin);
    const first = await start({ session });
    const ada = twin.user('ada').in(twin.room('den'));
    ada.says('before');
    await came(first, 1);
    await first.platform.stop();
    for (const line of countTo(70)) ada.says(line);
    twin.fault({ kind: 'gap', on: sync, limit: 5 });
    const second = await startAgain(first, session);
    await came(second, 70);
    expect(textsOf(second.events)).toEqual(countTo(70));
    twin.noRefusals();
  });

  it('hears nothing twice when a sync repeats itself', async () => {
    const stage = await start();
    const ada = twin.user('ada').in(twin.room('den'));
    ada.says('one');
    await came(stage, 1);
    twin.fault({ kind: 'replay', on: sync, times: 2 });
    ada.says('two');
    await came(stage, 2);
    ada.says('three');
    await came(stage, 3);
    expect(textsOf(stage.events)).toEqual(['one', 'two', 'three']);
  });

  it('asks for a batch again that the engine could not take', async () => {
    const session = tokenOf(twin);
    const stage = await start({ session });
    const ada = twin.user('ada').in(twin.room('den'));
    ada.says('one');
    await came(stage, 1);
    stage.refusesNext(1);
    ada.says('two');
    await came(stage, 2);
    expect(textsOf(stage.events)).toEqual(['one', 'two']);
  });

  it('goes on after the server was away, and after it has forgotten where we were', async () => {
    const stage = await start();
    const ada = twin.user('ada').in(twin.room('den'));
    twin.goesDown();
    ada.says('while away');
    twin.goesDown(false);
    expect(await came(stage, 1)).toMatchObject({ text: 'while away' });
    twin.forgetsTokens();
    ada.says('afterwards');
    expect(await came(stage, 2)).toMatchObject({ text: 'afterwards' });
    expect(textsOf(stage.events)).toEqual(['while away', 'afterwards']);
  });

  it('starts again where the server has forgotten where the last run was, and what it wanted to be told', async () => {
    const session = tokenOf(twin);
    const first = await start({ session });
    const ada = twin.user('ada').in(twin.room('den'));
    ada.says('one');
    await came(first, 1);
    await first.platform.stop();
    twin.forgetsTokens();
    for (const key of first.kept.keys()) if (key.startsWith('filter/')) first.kept.set(key, 'long-gone');
    ada.says('two');
    const second = await startAgain(first, session);
    await came(second, 1);
    expect(textsOf(second.events)).toEqual(['two']);
  });

  it('hears then what was taken away however long ago, and takes older talk for history: nobody can tell what of it was heard', async () => {
    const session = tokenOf(twin);
    const first = await start({ session });
    const ada = twin.user('ada');
    const den = twin.room('den');
    const question = ada.in(den).says('one');
    await came(first, 1);
    await first.platform.stop();
    ada.in(den).says('two');
    ada.redacts(question);
    twin.clock.advance(3_600_000);
    ada.in(den).says('three');
    twin.forgetsTokens();
    const second = await startAgain(first, session);
    await came(second, 1);
    expect(textsOf(second.events)).toEqual(['three']);
    expect(await second.heard('messageDeleted')).toMatchObject({ ref: question.id });
  });

  it('takes the backlog of its very first sync for history', async () => {
    const ada = twin.user('ada').in(twin.room('den'));
    ada.says('long ago');
    twin.clock.advance(3_600_000);
    ada.says('just now');
    const stage = await start();
    expect(await came(stage, 1)).toMatchObject({ text: 'just now' });
    expect(stage.events.filter(({ kind }) => kind === 'message')).toHaveLength(1);
  });

  it('logs in with a password, keeps the session through a restart, and comes back with the same device after a soft logout', async () => {
    const settings = { MATRIX_PASSWORD: twin.bot.password };
    const first = await start({ settings });
    const den = twin.room('den');
    await first.platform.stop();
    expect([...first.kept.values()].join('\n')).not.toContain(twin.bot.password);
    const logins = (): number => twin.asked.filter(({ route, status }) => route === 'POST /login' && status === 200).length;
    const second = await start({ settings, kept: first.kept });
    expect(logins()).toBe(1);
    twin.logsOut('soft');
    twin.user('ada').in(den).says('still there?');
    await came(second, 1);
    expect(logins()).toBe(2);
    const devices = twin.asked.filter(({ route }) => route === 'POST /login').map(({ body }) => Reflect.get(Object(body), 'device_id'));
    expect(devices[0]).toBeUndefined();
    expect(devices[1]).toMatch(/^\w+$/);
    expect(second.failures).toEqual([]);
  });

  it('ends with the next step when the session is ended for good', async () => {
    const stage = await start();
    twin.logsOut('hard');
    for (let round = 0; round < 500 && stage.failures.length === 0; round += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    const [failure] = stage.failures;
    expect(failure).toBeInstanceOf(BotError);
    expect(failure).toMatchObject({ code: 'settings-invalid', field: 'MATRIX_ACCESS_TOKEN' });
    expect(failure instanceof BotError ? failure.advice?.en : '').toContain('connect matrix');
    expect(stage.failures).toHaveLength(1);
  });

  it('says what is wrong with a wrong password or a token of another device', async () => {
    const wrong = start({ settings: { MATRIX_PASSWORD: 'nope-nope' } });
    await expect(wrong).rejects.toMatchObject({ code: 'settings-invalid', field: 'MATRIX_PASSWORD' });
    const other = start({ settings: { MATRIX_DEVICE_ID: 'ELSEWHERE' } });
    await expect(other).rejects.toMatchObject({ code: 'settings-invalid', field: 'MATRIX_ACCESS_TOKEN' });
  });
});

describe('invitations', () => {
  it('of the own server are followed, and what was written before she came is heard', async () => {
    await restart({ manners: { joinsInState: false } });
    const stage = await start();
    const { dm } = twin.user('ada');
    dm.says('hi, written first');
    expect(await came(stage, 1)).toMatchObject({ text: 'hi, written first' });
    expect(await stage.platform.describe((await came(stage, 1)).room)).toMatchObject({ kind: 'dm', members: ['matrix:@ada:twin'] });
    twin.noRefusals();
  });

  it('bring in only what follows them, however much was said before', async () => {
    const stage = await start();
    const ada = twin.user('ada');
    const den = ada.opens('den', { invited: [] });
    for (const line of countTo(80)) ada.in(den).says(line);
    den.invites(twin.bot);
    await den.until('the bot has come', () => den.membership(twin.bot) === 'join');
    ada.in(den).says('welcome');
    await came(stage, 1);
    await den.settles();
    expect(textsOf(stage.events)).toEqual(['welcome']);
  });

  it('are followed too where the server tells the join beside the timeline', async () => {
    await restart({ manners: { joinsInState: true } });
    const stage = await start();
    const { dm } = twin.user('ada');
    dm.says('hi, written first');
    expect(await came(stage, 1)).toMatchObject({ text: 'hi, written first' });
  });

  it('of others are declined with a reason', async () => {
    await start({ settings: { MATRIX_INVITES: '@bob:twin, @*:friends.example' } });
    const { dm } = twin.user('ada');
    await dm.room.until('the invitation is declined', () => dm.room.membership(twin.bot) === 'leave');
    expect(dm.transcript()).toContain('I only come when somebody from my list invites me.');
    const { dm: other } = twin.user('bob');
    await other.room.until('the bot has come', () => other.room.membership(twin.bot) === 'join');
  });

  it('are not forgotten when the bot stops before it could follow', async () => {
    const session = tokenOf(twin);
    const first = await start({ session });
    twin.fault({ kind: '502', on: /^POST .*join/, times: 1 });
    const { dm } = twin.user('ada');
    for (let round = 0; round < 500 && !twin.asked.some(({ status }) => status === 502); round += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    await first.platform.stop();
    expect(dm.room.membership(twin.bot)).toBe('invite');
    await startAgain(first, session);
    await dm.room.until('the bot has come', () => dm.room.membership(twin.bot) === 'join');
  });

  it('in a flood are followed ten times an hour', async () => {
    await start();
    const ada = twin.user('ada');
    const rooms = Array.from({ length: 14 }, (_, index) => ada.opens(`flood ${index}`));
    const joined = () => rooms.filter((room) => room.membership(twin.bot) === 'join');
    await rooms[9]?.until('ten are joined', () => joined().length === 10);
    await rooms[0]?.settles();
    expect(joined()).toHaveLength(10);
  });
});

describe('a place', () => {
  it('is private for two, and no longer when a third comes', async () => {
    const stage = await start();
    const { dm } = twin.user('ada');
    dm.says('hi');
    const { room } = await came(stage, 1);
    expect(await stage.platform.describe(room)).toMatchObject({ kind: 'dm' });
    twin.user('bob').in(dm.room);
    expect(await stage.heard('members')).toMatchObject({ joined: ['matrix:@bob:twin'], left: [], room });
    expect(await stage.platform.describe(room)).toMatchObject({
      kind: 'room',
      members: ['matrix:@ada:twin', 'matrix:@bob:twin'],
      admins: ['matrix:@ada:twin'],
    });
    twin.user('bob').leaves(dm.room);
    expect(await stage.heard('members', 2)).toMatchObject({ joined: [], left: ['matrix:@bob:twin'] });
    expect(await stage.platform.describe(room)).toMatchObject({ kind: 'dm' });
  });

  it('where nobody is left is left', async () => {
    const stage = await start();
    const { dm } = twin.user('ada');
    dm.says('bye');
    await came(stage, 1);
    twin.user('ada').leaves(dm.room);
    await dm.room.until('she has left too', () => dm.room.membership(twin.bot) === 'leave');
    expect(dm.room.transcript()).toContain('Nobody is left here.');
  });

  it('tells who may decide there and which rights the bot lacks', async () => {
    const stage = await start();
    const den = twin.room('den');
    const [ada, bob] = [twin.user('ada'), twin.user('bob')];
    bob.in(den);
    den.gives(ada, 50);
    ada.in(den).says('hello');
    const { room } = await came(stage, 1);
    expect(await stage.platform.describe(room)).toMatchObject({ admins: ['matrix:@founder:twin', 'matrix:@ada:twin'] });
    den.needs('events_default', 50);
    ada.in(den).says('quiet now');
    await came(stage, 2);
    expect(await stage.platform.describe(room)).toMatchObject({ missingRights: ['Send messages', 'Send reactions'] });
    const target = { room };
    await expect(stage.platform.send(target, replyOf('may I?'), 'k1')).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('that is encrypted is left, with the reason, and nothing is sent there', async () => {
    const stage = await start();
    const den = twin.room('den', { isEncrypted: true });
    await den.until('she has left', () => den.membership(twin.bot) === 'leave');
    expect(den.transcript()).toContain('I can’t read encrypted rooms yet.');
    const lounge = twin.room('lounge');
    twin.user('ada').in(lounge).says('hello');
    const { room } = await came(stage, 1);
    // Also where leaving fails.
    twin.fault({ kind: '502', on: /^POST .*\/leave/, times: 1 });
    lounge.encrypts();
    for (let round = 0; round < 500 && !stage.logger.entries.some((one) => one.event === 'matrix-not-left'); round += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    await expect(stage.platform.send({ room }, replyOf('secret?'), 'k0')).rejects.toMatchObject({ code: 'not-allowed' });
    twin.user('ada').in(lounge).says('in plain');
    await lounge.until('she has left', () => lounge.membership(twin.bot) === 'leave');
    await expect(stage.platform.send({ room }, replyOf('secret?'), 'k1')).rejects.toMatchObject({ code: 'not-allowed' });
    expect(twin.sent.filter(({ type }) => type === 'm.room.message')).toEqual([]);
  });

  it('stays the same place when it is upgraded, and only when the new one says so too', async () => {
    const stage = await start();
    const den = twin.room('den');
    const ada = twin.user('ada');
    ada.in(den).says('in the old one');
    const { room } = await came(stage, 1);
    const next = den.upgrades('12', [twin.bot, ada]);
    await next.until('she is there', () => next.membership(twin.bot) === 'join');
    ada.in(next).says('in the new one');
    expect(await came(stage, 2)).toMatchObject({ text: 'in the new one', room });
    await stage.platform.send({ room }, replyOf('Here too.'), 'k1');
    expect((await next.sees('Here too.')).roomId).toBe(next.id);
    // Of version 12 a creator stands above all levels.
    expect(await stage.platform.describe(room)).toMatchObject({ admins: expect.arrayContaining(['matrix:@founder:twin']) });
    const lounge = twin.room('lounge');
    ada.in(lounge).says('hello');
    await came(stage, 3);
    const trap = ada.opens('trap', { invited: [] });
    trap.invites(twin.bot);
    lounge.sets('m.room.tombstone', { body: 'moved', replacement_room: trap.id });
    await trap.until('she has left again', () => trap.membership(twin.bot) === 'leave');
    expect(await stage.platform.describe(`matrix:${lounge.id}`)).toMatchObject({ kind: 'room' });
  });
});

import { LogLevel, LogService, MatrixAuth, MatrixClient, MemoryStorageProvider, setRequestFn } from 'matrix-bot-sdk';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { person } from '../../live/person.ts';
import { type MatrixTwin, startMatrix } from './matrix-twin.ts';

interface Options {
  readonly uri: string;
  readonly method: string;
  readonly qs?: Readonly<Record<string, unknown>> | null;
  readonly headers: Record<string, string>;
  readonly body?: string | Buffer<ArrayBuffer>;
  readonly encoding?: null;
}
type Done = (error: unknown, response?: object, body?: unknown) => void;

// What the deprecated `request` did for it.
setRequestFn((options: Options, done: Done) => {
  const url = new URL(options.uri);
  for (const [name, value] of Object.entries(options.qs ?? {}))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== null && one !== undefined) url.searchParams.append(name, String(one));
  const perform = async () => {
    const { method, headers, body } = options;
    const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
    const bytes = Buffer.from(await response.arrayBuffer());
    const content = options.encoding === null ? bytes : bytes.toString();
    return { statusCode: response.status, headers: Object.fromEntries(response.headers), body: content };
  };
  perform().then((answer) => done(null, answer, answer.body), done);
});
LogService.setLevel(LogLevel.ERROR);
const silent = (): void => undefined;
LogService.setLogger({ trace: silent, debug: silent, info: silent, warn: silent, error: silent });

let twin: MatrixTwin;
let client: MatrixClient;

beforeEach(async () => {
  twin = await startMatrix();
  const { accessToken } = await new MatrixAuth(twin.url).passwordLogin(twin.bot.name.toLowerCase(), twin.bot.password, 'MiaChat');
  client = new MatrixClient(twin.url, accessToken, new MemoryStorageProvider());
});
afterEach(async () => {
  vi.restoreAllMocks();
  client.stop();
  await twin.close();
});

it('serves the real SDK: it joins, hears, answers, edits, redacts, reads files', async () => {
  const heard: string[] = [];
  client.on('room.invite', (room: string) => void client.joinRoom(room));
  client.on('room.message', async (room: string, event: { sender: string; event_id: string; content: { body?: string } }) => {
    if (event.sender === twin.bot.id) return;
    heard.push(event.content.body ?? '');
    const answer = await client.sendMessage(room, { msgtype: 'm.text', body: `${event.content.body}?`, 'm.mentions': {} });
    await client.sendMessage(room, {
      msgtype: 'm.text',
      body: '* done',
      'm.mentions': {},
      'm.new_content': { msgtype: 'm.text', body: 'done', 'm.mentions': {} },
      'm.relates_to': { rel_type: 'm.replace', event_id: answer },
    });
  });
  const ada = twin.user('Ada');
  await client.start();
  const { room } = ada.dm;
  await room.until('she is in', () => room.membership(twin.bot) === 'join');
  ada.dm.says('hi');
  const answer = await room.sees('done');
  expect([answer.versions, heard]).toEqual([['hi?', 'done'], ['hi']]);

  await client.setTyping(room.id, true, 5000);
  await client.sendReadReceipt(room.id, answer.id);
  await client.redactEvent(room.id, answer.id, 'changed my mind');
  await client.setAccountData('m.direct', { [ada.id]: [room.id] });
  await client.setDisplayName('Mia the bot');
  const file = await client.uploadContent(Buffer.from('words'), 'text/plain', 'a.txt');
  expect((await client.downloadContent(file)).data.toString()).toBe('words');
  expect(await client.getJoinedRoomMembers(room.id)).toEqual([ada.id, twin.bot.id]);
  expect((await client.getRoomState(room.id)).length).toBeGreaterThan(5);
  expect(await client.getUserProfile(twin.bot.id)).toEqual({ displayname: 'Mia the bot' });
  await client.getEventContext(room.id, answer.id);
  await client.leaveRoom(room.id, 'bye');
  expect(room.transcript()).toContain('* Mia the bot left (bye)');
  twin.noRefusals();
  twin.noPings();
});

it('finds out with the real SDK that a token is dead', async () => {
  twin.logsOut('hard');
  await expect(client.getUserId()).rejects.toMatchObject({ errcode: 'M_UNKNOWN_TOKEN' });
});

it('serves an app of today (matrix-js-sdk): it invites, talks, sees edits, reacts, redacts', async () => {
  // Parts of it know no other logger than the console.
  for (const level of ['debug', 'info', 'log'] as const) vi.spyOn(console, level).mockImplementation(silent);
  client.on('room.invite', (room: string) => void client.joinRoom(room));
  await client.start();
  const eve = await person({ url: twin.url, register: async (name) => twin.registers(name) }, 'eve');
  const talk = await eve.invites(twin.bot.id);
  const said = await talk.says('hi');
  const room = twin.roomOf(twin.rooms[0]?.id ?? '');
  await room.sees('hi', { by: { id: eve.userId } });
  const answer = await client.sendMessage(room.id, { msgtype: 'm.text', body: 'hello', 'm.mentions': {} });
  await client.sendMessage(room.id, {
    msgtype: 'm.text',
    body: '* hello you',
    'm.mentions': {},
    'm.new_content': { msgtype: 'm.text', body: 'hello you', 'm.mentions': {} },
    'm.relates_to': { rel_type: 'm.replace', event_id: answer },
  });
  await talk.sees('hello you', { by: twin.bot.id });
  await talk.reacts(answer, '✅');
  await talk.redacts(said);
  expect(room.transcript()).toBe(`eve & Mia
* eve joined
* eve invited Mia
* Mia joined
eve: (redacted)
Mia (edited 1×): hello you
  ✅`);
  // It asks for what proposals have, to see whether it is there.
  twin.noRefusals({ except: ['M_UNRECOGNIZED'] });
});

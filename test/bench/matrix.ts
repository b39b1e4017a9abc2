import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { freshFolder } from '../journeys/probe.ts';
import { installSynapse, startSynapse } from '../live/start-synapse.ts';
import { type Homeserver, homeserverAt } from '../live/synapse.ts';
import { percentiles } from './percentiles.ts';
import { type PlatformBot, startPlatformBot } from './platform-bot.ts';
import { steadyMs } from './steady-ms.ts';
import { SyncedClient } from './synced-client.ts';

/** What the bench leaves with where there can be no Synapse. */
const noSynapse = 7;
const [spaced, following, warmUp] = [40, 20, 5];
const quietMs = 300;

interface Conversation {
  readonly person: SyncedClient;
  readonly bot: string;
  readonly room: string;
}

/** Milliseconds from before the send until something was there. */
interface Answered {
  readonly asked: number;
  readonly first: number;
  readonly final: number;
}

/** A person and the bot in a conversation of two on a real Synapse with relaxed limits, the model answering at once. */
export async function matrix(): Promise<object> {
  const missing = await installSynapse();
  if (missing !== undefined) {
    process.stderr.write(`bench matrix: Synapse cannot be installed here (${missing.split('\n').at(-1)})\n`);
    process.exit(noSynapse);
  }
  const synapse = await startSynapse('relaxed');
  // Synapse is in a session of its own and would outlive Ctrl-C.
  const ended = (): void => void synapse.stop().finally(() => process.exit(1));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, ended);
  try {
    return await measureOn(homeserverAt(synapse.url));
  } finally {
    await synapse.stop();
  }
}

async function measureOn(server: Homeserver): Promise<object> {
  const folder = freshFolder();
  const model = fork(join(import.meta.dirname, 'at-once-model.program.ts'));
  let bot: PlatformBot | undefined;
  try {
    const [port] = await once(model, 'message');
    const mia = await server.register('mia');
    const floor = await floorOn(server);
    const begun = steadyMs();
    const env = {
      MATRIX_HOMESERVER_URL: server.url,
      MATRIX_USER: mia.userId,
      MATRIX_ACCESS_TOKEN: mia.accessToken,
      MATRIX_DEVICE_ID: mia.deviceId,
    };
    bot = await startPlatformBot({ platform: 'matrix', env, folder, port: Number(port) });
    const readyMs = Math.round(steadyMs() - begun);
    const person = await SyncedClient.open(server.url, await server.register('ada'));
    const room = await person.api.createRoom({ preset: 'trusted_private_chat', is_direct: true, invite: [mia.userId] });
    const talk: Conversation = { person, bot: mia.userId, room };
    // The first contact is not what is measured.
    await series(talk, { name: 'warm', count: warmUp, isSpaced: true });
    const one = await series(talk, { name: 'spaced', count: spaced, isSpaced: true });
    const next = await series(talk, { name: 'next', count: following, isSpaced: false });
    person.close();
    return {
      first_text_ms: ends(one.map(({ first }) => first)),
      final_ms: ends(one.map(({ final }) => final)),
      at_once: { final_ms: ends(next.map(({ final }) => final)), asked_ms: ends(next.map(({ asked }) => asked)) },
      asked_ms: ends(one.map(({ asked }) => asked)),
      floor_ms: floor,
      ready_ms: readyMs,
      rss_mb: bot.rssMb(),
    };
  } finally {
    await bot?.finish();
    model.disconnect();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Two plain clients in a room: one sends, the other sees it. */
async function floorOn(server: Homeserver): Promise<object> {
  const [ben, cleo] = [await server.register('ben'), await server.register('cleo')];
  const [sender, reader] = [await SyncedClient.open(server.url, ben), await SyncedClient.open(server.url, cleo)];
  const room = await sender.api.createRoom({ preset: 'trusted_private_chat', invite: [cleo.userId] });
  await reader.api.join(room);
  const floor: number[] = [];
  for (let count = 0; count < spaced + warmUp; count += 1) {
    await quiet(reader);
    const { begun, sent } = sender.say(room, `floor${count}`);
    const { at } = await reader.sees('a plain message', ({ text }) => text === `floor${count}`);
    await sent;
    if (count >= warmUp) floor.push(at - begun);
  }
  sender.close();
  reader.close();
  return ends(floor);
}

/** One question after the other, each when the one before has its whole answer; spaced: and nothing has happened for a while. */
async function series(talk: Conversation, plan: { readonly name: string; readonly count: number; readonly isSpaced: boolean }) {
  const { name, count, isSpaced } = plan;
  const answered: Answered[] = [];
  await quiet(talk.person);
  for (let at = 0; at < count; at += 1) {
    if (isSpaced) await quiet(talk.person);
    answered.push(await ask(talk, `tag${name}${at}`));
  }
  return answered;
}

async function ask({ person, bot, room }: Conversation, tag: string): Promise<Answered> {
  const { begun, sent } = person.say(room, `Say ${tag}`);
  const whole = new RegExp(`^${tag} (?<asked>\\d+) is the whole answer$`, 'm');
  const [first, final] = await Promise.all([
    person.sees(`a first text for ${tag}`, ({ sender, text }) => sender === bot && text.includes(tag)),
    person.sees(`the whole answer to ${tag}`, ({ sender, text }) => sender === bot && whole.test(text)),
  ]);
  await sent;
  return { asked: Number(whole.exec(final.text)?.groups?.['asked']) / 1e6 - begun, first: first.at - begun, final: final.at - begun };
}

async function quiet(client: SyncedClient): Promise<void> {
  for (let left = quietMs; left > 0; left = client.lastAt + quietMs - steadyMs()) await pass(left);
}

function ends(figures: readonly number[]): { readonly p50: number; readonly p95: number } {
  const { p50, p95 } = percentiles(figures);
  return { p50, p95 };
}

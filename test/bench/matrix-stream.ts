import { rm } from 'node:fs/promises';
import { freshFolder } from '../journeys/probe.ts';
import type { ChatMessage } from '../twins/matrix/actors/chat-message.ts';
import type { Seat } from '../twins/matrix/actors/seat.ts';
import { type LimitsName, type MatrixTwin, startMatrix } from '../twins/matrix/matrix-twin.ts';
import { editsOf } from '../twins/matrix/state/relations.ts';
import { type PacedModel, startPacedModel } from './paced-model.ts';
import { percentiles } from './percentiles.ts';
import { startPlatformBot } from './platform-bot.ts';

/** Six seconds of talk. */
const words = 60;
const patienceMs = 120_000;
const people = ['ada', 'ben', 'cleo', 'dan', 'eve'] as const;

/** How one answer came to be seen. */
interface Streamed {
  readonly firstMs: number;
  readonly finalMs: number;
  readonly stillMs: number;
  readonly edits: number;
}

interface Stage {
  readonly twin: MatrixTwin;
  readonly model: PacedModel;
}

/** The bot in a process of its own on the twin, and a model at ten tokens a second in a third one; with raised limits and with Synapse's own. */
export async function matrixStream(): Promise<object> {
  const relaxed = await withLimits('relaxed', async (stage) => ({
    1: figuresOf([
      ...(await spreadOver(stage, 1, 'one')),
      ...(await spreadOver(stage, 1, 'two')),
      ...(await spreadOver(stage, 1, 'three')),
    ]),
    3: figuresOf(await spreadOver(stage, 3, 'few')),
    5: figuresOf(await spreadOver(stage, 5, 'many')),
  }));
  const usual = await withLimits('default', async (stage) => ({
    // An account that has been idle has ten events to spend; right after that it has one in five seconds.
    idle: figuresOf(await spreadOver(stage, 1, 'idle')),
    busy: figuresOf([
      ...(await spreadOver(stage, 1, 'next')),
      ...(await spreadOver(stage, 1, 'after')),
      ...(await spreadOver(stage, 1, 'last')),
    ]),
    3: figuresOf(await spreadOver(stage, 3, 'few')),
  }));
  return { relaxed, default: usual };
}

async function withLimits(limits: LimitsName, measure: (stage: Stage) => Promise<object>): Promise<object> {
  const folder = freshFolder();
  const model = await startPacedModel();
  const twin = await startMatrix();
  const { accessToken, deviceId } = twin.logIn();
  const env = {
    MATRIX_HOMESERVER_URL: twin.url,
    MATRIX_USER: twin.bot.id,
    MATRIX_ACCESS_TOKEN: accessToken,
    MATRIX_DEVICE_ID: deviceId,
  };
  const stage: Stage = { twin, model };
  const bot = await startPlatformBot({ platform: 'matrix', env, folder, port: model.port });
  // Everybody has met her before: the sentence at first contact is not what is measured.
  for (const [index, person] of people.entries()) await ask(stage, seatOf(twin, person), { count: 1, tag: `hello${index}` });
  await seatOf(twin, 'ada').settles();
  twin.limits(limits);
  const figures = await measure(stage);
  const rss = bot.rssMb();
  await bot.finish();
  twin.noRefusals();
  const { rateLimited } = twin;
  model.close();
  await twin.close();
  await rm(folder, { recursive: true, force: true });
  return { streams: figures, rate_limited: rateLimited, rss_mb: rss };
}

/** Everybody has a room of their own. */
const seatOf = (twin: MatrixTwin, person: string): Seat => twin.user(person).in(twin.room(`${person}s`));

function spreadOver(stage: Stage, streams: number, name: string): Promise<readonly Streamed[]> {
  return Promise.all(
    people.slice(0, streams).map((person, index) => ask(stage, seatOf(stage.twin, person), { count: words, tag: `${name}n${index}` })),
  );
}

/** Asks and waits for the whole answer; the last change is when its final text was there. */
async function ask({ twin, model }: Stage, seat: Seat, { count, tag }: { count: number; tag: string }): Promise<Streamed> {
  seat.mentions(twin.bot, `${count} words as ${tag}`);
  const whole = [tag, ...Array.from({ length: count - 1 }, (_, index) => `word${index + 1}`)].join(' ');
  const [first, last] = await Promise.all([model.said('first', tag), model.said('last', tag)]);
  const answer = await seat.sees(new RegExp(`^${whole}$`), { ms: patienceMs });
  const changes = changesOf(seat, answer);
  const moments = [first, ...changes];
  return {
    firstMs: (changes[0] ?? first) - first,
    finalMs: (changes.at(-1) ?? last) - last,
    stillMs: Math.max(...moments.slice(1).map((at, index) => at - (moments[index] ?? at))),
    edits: answer.edits,
  };
}

/** The moments at which a message appeared and changed, in milliseconds. */
const changesOf = ({ room }: Seat, { event }: ChatMessage): readonly number[] =>
  [event, ...editsOf(room.room, event)].map(({ data }) => data.origin_server_ts);

/** The longest wait for a first text, how late the last ones were, and how long one stood still. */
function figuresOf(streamed: readonly Streamed[]): object {
  const finals = streamed.map(({ finalMs }) => finalMs);
  return {
    first_text_ms: Math.max(...streamed.map(({ firstMs }) => firstMs)),
    final_lag_ms: { p50: percentiles(finals).p50, max: Math.max(...finals) },
    longest_still_ms: Math.max(...streamed.map(({ stillMs }) => stillMs)),
    edits: Math.min(...streamed.map(({ edits }) => edits)),
  };
}

import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshFolder } from '../journeys/probe.ts';
import type { Seat } from '../twins/discord/actors/seat.ts';
import { type DiscordTwin, startDiscord } from '../twins/discord/discord-twin.ts';
import { type PacedModel, startPacedModel } from './paced-model.ts';
import { percentiles } from './percentiles.ts';
import { startPlatformBot } from './platform-bot.ts';
import { changesOf, finished } from './shown-answer.ts';

/** Six seconds of talk. */
const words = 60;
const patienceMs = 60_000;
/** So many answers a channel lets wait before the next question joins the last of them. */
const mostWaiting = 3;
const shortAnswers = 60;
const shortChannels = 15;
/** A whole bot may make 50 requests a second, and one talk after the other here would make more. */
const betweenShortMs = 100;

/** How one answer came to be seen. */
interface Streamed {
  readonly firstMs: number;
  readonly finalMs: number;
  readonly stillMs: number;
}

interface Stage {
  readonly twin: DiscordTwin;
  readonly model: PacedModel;
  /** Somebody in the channel of that name. */
  seat(person: string, channel: string): Seat;
}

/** The bot in a process of its own on the twin with Discord's own limits, and a model at ten tokens a second in a third one. */
export async function discordStream(): Promise<object> {
  const folder = freshFolder();
  const model = await startPacedModel();
  const twin = await startDiscord();
  const den = twin.guild('Den');
  const stage: Stage = { twin, model, seat: (person, channel) => twin.user(person).in(den.channel(channel)) };
  const env = { DISCORD_TOKEN: twin.token, DISCORD_API_URL: twin.api };
  const bot = await startPlatformBot({ platform: 'discord', env, folder, port: model.port });
  // Everybody has met her before: the sentence at first contact is not what is measured.
  for (const [index, person] of people.entries()) await ask(stage, stage.seat(person, `hall${index}`), { count: 1, tag: `hello${index}` });
  const one = [...(await inOne(stage, 1, 'solo1')), ...(await inOne(stage, 1, 'solo2')), ...(await inOne(stage, 1, 'solo3'))];
  const three = await inOne(stage, 3, 'three');
  const five = await inOne(stage, 5, 'five');
  const spread = [...(await spreadOver(stage, 5, 'spread1')), ...(await spreadOver(stage, 5, 'spread2'))];
  const short: number[] = [];
  for (let count = 0; count < shortAnswers; count += 1) {
    const seat = stage.seat(people[count % people.length] ?? 'ada', `short${count % shortChannels}`);
    short.push((await ask(stage, seat, { count: 1, tag: `short${count}` })).finalMs);
    await sleep(betweenShortMs);
  }
  const rss = bot.rssMb();
  await bot.finish();
  twin.noRefusals();
  const { rateLimited } = twin;
  model.close();
  await twin.close();
  await rm(folder, { recursive: true, force: true });
  const { p50, p95 } = percentiles(short);
  return {
    streams: {
      1: figuresOf(one),
      3: figuresOf(three),
      5: figuresOf(five),
      spread5: { ...figuresOf(spread), longest_still_ms: Math.max(...spread.map(({ stillMs }) => stillMs)) },
    },
    short_answer_ms: { p50, p95 },
    rate_limited: rateLimited,
    rss_mb: rss,
  };
}

const people = ['ada', 'ben', 'cleo', 'dan', 'eve'] as const;

/** Everybody asks at once; whoever would only join the last one waiting asks as soon as they need not. */
async function inOne(stage: Stage, streams: number, channel: string): Promise<readonly Streamed[]> {
  const tags = Array.from({ length: streams }, (_, index) => `${channel}n${index}`);
  return Promise.all(
    tags.map(async (tag, index) => {
      const before = tags[index - mostWaiting];
      if (before !== undefined) await stage.model.said('first', before);
      return ask(stage, stage.seat(people[index] ?? 'ada', channel), { count: words, tag });
    }),
  );
}

function spreadOver(stage: Stage, streams: number, name: string): Promise<readonly Streamed[]> {
  return Promise.all(
    Array.from({ length: streams }, (_, index) =>
      ask(stage, stage.seat(people[index] ?? 'ada', `${name}c${index}`), { count: words, tag: `${name}n${index}` }),
    ),
  );
}

/** Asks and waits for the whole answer; the last change is when its final text, with its buttons, was there. */
async function ask({ twin, model }: Stage, seat: Seat, { count, tag }: { count: number; tag: string }): Promise<Streamed> {
  await seat.mentions(twin.bot, `${count} words as ${tag}`);
  const [first, last] = await Promise.all([model.said('first', tag), model.said('last', tag)]);
  const message = await finished(seat.room, tag, patienceMs);
  if (message === undefined) throw new Error(`no whole answer ${tag} came:\n${seat.room.transcript()}`);
  const changes = changesOf(message);
  const moments = [first, ...changes];
  return {
    firstMs: (changes[0] ?? first) - first,
    finalMs: (changes.at(-1) ?? last) - last,
    stillMs: Math.max(...moments.slice(1).map((at, index) => at - (moments[index] ?? at))),
  };
}

/** The longest wait for a first text, and how late the last ones were. */
function figuresOf(streamed: readonly Streamed[]): object {
  const finals = streamed.map(({ finalMs }) => finalMs);
  return {
    first_text_ms: Math.max(...streamed.map(({ firstMs }) => firstMs)),
    final_lag_ms: { p50: percentiles(finals).p50, max: Math.max(...finals) },
  };
}

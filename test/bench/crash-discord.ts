import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toRef } from '../../src/adapters/platforms/discord/refs.ts';
import { freshFolder } from '../journeys/probe.ts';
import type { ChatMessage } from '../twins/discord/actors/chat-message.ts';
import type { Seat } from '../twins/discord/actors/seat.ts';
import { type DiscordTwin, startDiscord } from '../twins/discord/discord-twin.ts';
import { type ModelServer, startModel } from '../twins/model/model-server.ts';
import { startDiscordBot } from './discord-bot.ts';
import { type Phase, type PhaseReport, phases } from './phases.ts';
import { answersWith, finished, wordsOf } from './shown-answer.ts';
import { storedReplies } from './stored-replies.ts';

const program = join(import.meta.dirname, 'crash-bot.program.ts');
/** The longest the bot lingers in the phase it is to die in; an answer takes longer to write. */
const lingerMs = 60;
const writingMs = 250;
/** How long a life goes on at least and at most before its end is drawn. */
const lifeMs = { least: 100, most: 1_000 };
const patienceMs = 90_000;

/** Something that was said, and where. */
interface Spoken {
  readonly message: ChatMessage;
  readonly number: number;
  readonly seat: Seat;
}

interface Stage {
  readonly folder: string;
  readonly twin: DiscordTwin;
  readonly model: ModelServer;
  readonly seats: readonly Seat[];
  /** Everything that was said, oldest first. */
  readonly spoken: Spoken[];
}

/** The same over Discord: three DMs and three channels go on talking while the bot is killed, away and started again. */
export async function crashDiscord({ kills = 20 }: Readonly<Record<string, number>>): Promise<object> {
  const stage = await setStage();
  const { folder, twin, model, spoken } = stage;
  await firstMeeting(stage);
  const talking = new AbortController();
  const talk = talkOn(stage, talking.signal);
  const killedIn: Record<Phase, number> = { received: 0, generating: 0, answered: 0, delivering: 0 };
  for (let count = 0; count < kills; count += 1) killedIn[await oneLife(stage, phases[count % phases.length] ?? 'received')] += 1;
  talking.abort();
  await talk;
  await lastLife(stage);
  const verdicts = await judgeAll(stage);
  twin.noRefusals();
  await model.close();
  await twin.close();
  await rm(folder, { recursive: true, force: true });
  return {
    kills,
    killed_in: killedIn,
    events: spoken.length,
    delivered: verdicts.filter((verdict) => verdict === 'delivered').length,
    lost: verdicts.filter((verdict) => verdict === 'lost').length,
    duplicated: verdicts.filter((verdict) => verdict === 'duplicated').length,
    wrong: verdicts.filter((verdict) => verdict === 'wrong').length,
  };
}

async function setStage(): Promise<Stage> {
  const twin = await startDiscord();
  const den = twin.guild('Den');
  const model = await startModel(async ({ question, text, finish }) => {
    const number = [...question.matchAll(/number (\d+)/g)].at(-1)?.[1] ?? '?';
    const words = `[${number}] is what I heard you say just now, and I have nothing more to add to it.`;
    for (const [index, word] of words.split(' ').entries()) {
      text(index === 0 ? word : ` ${word}`);
      await sleep(10);
    }
    finish();
  });
  const seats = ['ada', 'ben', 'cleo'].map((name) => twin.user(name).dm);
  const channels = ['dan', 'eve', 'fay'].map((name, index) => twin.user(name).in(den.channel(`room${index}`)));
  return { folder: freshFolder(), twin, model, seats: [...seats, ...channels], spoken: [] };
}

async function say({ twin, seats, spoken }: Stage): Promise<Spoken> {
  const number = spoken.length;
  const seat = seats[number % seats.length];
  if (seat === undefined) throw new Error('nobody is there');
  const text = `number ${number}`;
  const message = await (seat.room.channel.guildId === undefined ? seat.says(text) : seat.mentions(twin.bot, text));
  const said = { message, number, seat };
  spoken.push(said);
  return said;
}

const tagOf = (number: number): string => `[${number}]`;

/** Nobody is killed before everyone was answered once: where she has never been, she looks for nothing. */
async function firstMeeting(stage: Stage): Promise<void> {
  const bot = await startDiscordBot({ ...stage, port: stage.model.port, program });
  for (const _seat of stage.seats) {
    const { seat, number } = await say(stage);
    await finished(seat.room, tagOf(number), patienceMs);
  }
  await bot.finish();
}

async function talkOn(stage: Stage, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await say(stage);
    await sleep(100 + Math.random() * 400, undefined, { signal }).catch(() => undefined);
  }
}

/** Starts the bot among people who talk, and kills it; resolves with the phase it really died in. */
async function oneLife(stage: Stage, phase: Phase): Promise<Phase> {
  const lingering = Promise.withResolvers<PhaseReport>();
  const latest = new Map<string, Phase>();
  const bot = await startDiscordBot({
    ...stage,
    port: stage.model.port,
    program,
    onPhase(report) {
      latest.set(report.event, report.phase);
      if (report.lingering === true) lingering.resolve(report);
    },
  });
  await sleep(lifeMs.least + Math.random() * (lifeMs.most - lifeMs.least));
  bot.hold({ phase, lingerMs: phase === 'generating' ? 0 : lingerMs });
  const { event } = await lingering.promise;
  await sleep(Math.random() * (phase === 'generating' ? writingMs : lingerMs) * 0.9);
  const died = latest.get(event) ?? phase;
  await bot.kill();
  return died;
}

/** Nobody is killed any more: the newest question of every room must be answered, and with it all before. */
async function lastLife(stage: Stage): Promise<void> {
  const bot = await startDiscordBot({ ...stage, port: stage.model.port, program });
  for (const seat of stage.seats) {
    const newest = stage.spoken.findLast((said) => said.seat === seat);
    if (newest !== undefined) await finished(seat.room, tagOf(newest.number), patienceMs);
  }
  const code = await bot.finish();
  if (code !== 0) throw new Error(`the last life left with ${code}`);
}

async function judgeAll({ folder, spoken }: Stage): Promise<readonly Verdict[]> {
  const events = spoken.map(({ message: { id, channelId } }) => {
    return { event: id, ref: toRef({ channel: channelId, message: id }), rooms: [`discord:${channelId}` as const] };
  });
  const stored = await storedReplies(folder, events);
  return spoken.map((said) => {
    const kept = stored.get(said.message.id);
    const verdict = judge(said, kept);
    if (verdict !== 'delivered')
      process.stderr.write(`${verdict}: number ${said.number}, stored ${JSON.stringify(kept)}\n${said.seat.room.transcript()}\n`);
    return verdict;
  });
}

type Verdict = 'delivered' | 'lost' | 'duplicated' | 'wrong';

/** One visible message with the stored text; a question that joined a later one has its answer there, and none of its own. */
function judge({ seat, number }: Spoken, stored: string | undefined): Verdict {
  const tag = stored?.split(' ')[0] ?? tagOf(number);
  const visible = [...new Set([tag, tagOf(number)])].flatMap((one) => answersWith(seat.room, one));
  const [answer, another] = visible;
  if (answer === undefined) return 'lost';
  if (another !== undefined) return 'duplicated';
  return stored !== undefined && wordsOf(answer) === stored.trim() ? 'delivered' : 'wrong';
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshFolder } from '../journeys/probe.ts';
import { type ModelServer, startModel } from '../twins/model/model-server.ts';
import { type Phase, type PhaseReport, phases } from './phases.ts';
import { type PlatformBot, startPlatformBot } from './platform-bot.ts';
import { type SaidEvent, storedReplies } from './stored-replies.ts';

const program = join(import.meta.dirname, 'crash-bot.program.ts');
/** The longest the bot lingers in the phase it is to die in; an answer takes longer to write. */
const lingerMs = 60;
const writingMs = 250;
/** How long a life goes on at least and at most before its end is drawn. */
const lifeMs = { least: 100, most: 1_000 };
const patienceMs = 90_000;

/** Somebody at a place where the bot answers. */
export interface CrashSeat {
  /** Says it so that the bot is meant; the message as the store knows it. */
  say(text: string): Promise<SaidEvent>;
  /** The texts that stand there, are the bot's and begin with this tag, without the bot's own small lines. */
  answers(tag: string): readonly string[];
  /** Waits for the answer with this tag in its last form. */
  finished(tag: string, patienceMs: number): Promise<unknown>;
  transcript(): string;
}

/** A server with people who talk while the bot is killed, away and started again. */
export interface CrashServer {
  readonly platform: string;
  readonly env: Readonly<Record<string, string>>;
  readonly seats: readonly CrashSeat[];
  /** Fails when the bot did anything that the server had to refuse. */
  noRefusals(): void;
  close(): Promise<void>;
}

/** Something that was said, and where. */
interface Spoken {
  readonly event: SaidEvent;
  readonly number: number;
  readonly seat: CrashSeat;
}

interface Stage {
  readonly folder: string;
  readonly server: CrashServer;
  readonly model: ModelServer;
  /** Everything that was said, oldest first. */
  readonly spoken: Spoken[];
}

/** The last words of every answer. */
export const lastWords = 'nothing more to add to it.';

/** Kills the bot again and again on a server, and counts what became of every question. */
export async function crashPlatform(server: CrashServer, kills: number): Promise<object> {
  const stage: Stage = { folder: freshFolder(), server, model: await startTalker(), spoken: [] };
  await firstMeeting(stage);
  const talking = new AbortController();
  const talk = talkOn(stage, talking.signal);
  const killedIn: Record<Phase, number> = { received: 0, generating: 0, answered: 0, delivering: 0 };
  for (let count = 0; count < kills; count += 1) killedIn[await oneLife(stage, phases[count % phases.length] ?? 'received')] += 1;
  talking.abort();
  await talk;
  await lastLife(stage);
  const verdicts = await judgeAll(stage);
  server.noRefusals();
  await stage.model.close();
  await server.close();
  await rm(stage.folder, { recursive: true, force: true });
  return {
    kills,
    killed_in: killedIn,
    events: stage.spoken.length,
    delivered: verdicts.filter((verdict) => verdict === 'delivered').length,
    lost: verdicts.filter((verdict) => verdict === 'lost').length,
    duplicated: verdicts.filter((verdict) => verdict === 'duplicated').length,
    wrong: verdicts.filter((verdict) => verdict === 'wrong').length,
  };
}

function startTalker(): Promise<ModelServer> {
  return startModel(async ({ question, text, finish }) => {
    const number = [...question.matchAll(/number (\d+)/g)].at(-1)?.[1] ?? '?';
    const words = `${tagOf(number)} is what I heard you say just now, and I have ${lastWords}`;
    for (const [index, word] of words.split(' ').entries()) {
      text(index === 0 ? word : ` ${word}`);
      await sleep(10);
    }
    finish();
  });
}

const tagOf = (number: number | string): string => `[${number}]`;

const startBot = ({ folder, server, model }: Stage, onPhase?: (report: PhaseReport) => void): Promise<PlatformBot> =>
  startPlatformBot({
    platform: server.platform,
    env: server.env,
    folder,
    port: model.port,
    program,
    ...(onPhase === undefined ? {} : { onPhase }),
  });

async function say({ server: { seats }, spoken }: Stage): Promise<Spoken> {
  const number = spoken.length;
  const seat = seats[number % seats.length];
  if (seat === undefined) throw new Error('nobody is there');
  const said = { event: await seat.say(`number ${number}`), number, seat };
  spoken.push(said);
  return said;
}

/** Nobody is killed before everyone was answered once: where she has never been, she looks for nothing. */
async function firstMeeting(stage: Stage): Promise<void> {
  const bot = await startBot(stage);
  for (const _seat of stage.server.seats) {
    const { seat, number } = await say(stage);
    await seat.finished(tagOf(number), patienceMs);
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
  const bot = await startBot(stage, (report) => {
    latest.set(report.event, report.phase);
    if (report.lingering === true) lingering.resolve(report);
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
  const bot = await startBot(stage);
  for (const seat of stage.server.seats) {
    const newest = stage.spoken.findLast((said) => said.seat === seat);
    if (newest !== undefined) await seat.finished(tagOf(newest.number), patienceMs);
  }
  const code = await bot.finish();
  if (code !== 0) throw new Error(`the last life left with ${code}`);
}

async function judgeAll({ folder, spoken }: Stage): Promise<readonly Verdict[]> {
  const stored = await storedReplies(
    folder,
    spoken.map(({ event }) => event),
  );
  return spoken.map((said) => {
    const kept = stored.get(said.event.event);
    const verdict = judge(said, kept);
    if (verdict !== 'delivered')
      process.stderr.write(`${verdict}: number ${said.number}, stored ${JSON.stringify(kept)}\n${said.seat.transcript()}\n`);
    return verdict;
  });
}

type Verdict = 'delivered' | 'lost' | 'duplicated' | 'wrong';

/** One visible message with the stored text; a question that joined a later one has its answer there, and none of its own. */
function judge({ seat, number }: Spoken, stored: string | undefined): Verdict {
  const tag = stored?.split(' ')[0] ?? tagOf(number);
  const visible = [...new Set([tag, tagOf(number)])].flatMap((one) => seat.answers(one));
  const [answer, another] = visible;
  if (answer === undefined) return 'lost';
  if (another !== undefined) return 'duplicated';
  return stored !== undefined && answer === stored.trim() ? 'delivered' : 'wrong';
}

import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshFolder, type Line } from '../journeys/probe.ts';
import { startModel } from '../twins/model/model-server.ts';
import { type CrashBot, startCrashBot } from './crash-bot.ts';
import { type Phase, type PhaseReport, phases } from './phases.ts';
import { type SaidEvent, storedReplies } from './stored-replies.ts';

/** Rooms that talk at once, and the longest the bot lingers in the phase it is to die in. */
const rooms = 6;
const lingerMs = 60;

/** Everything the outside has seen of the bot, over all its lives. */
interface Witness {
  readonly sent: Map<string, object>;
  readonly accepted: Set<string>;
  /** Event → final texts by key. */
  readonly finals: Map<string, Map<string, Set<string>>>;
  readonly confirmed: Set<string>;
}

/** Kills a real bot process again and again at a random moment within a drawn phase, and counts what became of every event. */
export async function crash({ kills = 20 }: Readonly<Record<string, number>>): Promise<object> {
  const folder = freshFolder();
  const model = await startModel(async ({ question, text, finish }) => {
    for (const word of `I heard you say: ${question}`.split(' ')) {
      text(`${word} `);
      await sleep(4);
    }
    finish();
  });
  const witness: Witness = { sent: new Map(), accepted: new Set(), finals: new Map(), confirmed: new Set() };
  const killedIn: Record<Phase, number> = { received: 0, generating: 0, answered: 0, delivering: 0 };
  for (let count = 0; count < kills; count += 1) {
    const phase = await oneLife({ folder, port: model.port, witness, phase: phases[count % phases.length] ?? 'received' });
    killedIn[phase] += 1;
  }
  await lastLife({ folder, port: model.port, witness });
  await model.close();
  const stored = await storedReplies(folder, [...witness.accepted].map(toSaid));
  const verdicts = [...witness.accepted].map((event) => judge(witness.finals.get(event), stored.get(event)));
  await rm(folder, { recursive: true, force: true });
  return {
    kills,
    killed_in: killedIn,
    events: witness.accepted.size,
    delivered: verdicts.filter((verdict) => verdict === 'delivered').length,
    lost: verdicts.filter((verdict) => verdict === 'lost').length,
    duplicated: verdicts.filter((verdict) => verdict === 'duplicated').length,
    wrong: verdicts.filter((verdict) => verdict === 'wrong').length,
  };
}

function toSaid(event: string): SaidEvent {
  const number = Number(event.slice('event-'.length)) % rooms;
  return { event, ref: event, rooms: [`terminal:dm/p${number}`, `terminal:room/room${number}`] };
}

/** The same key with the same text is one delivery, however often it was sent. */
function judge(
  finals: ReadonlyMap<string, ReadonlySet<string>> | undefined,
  stored: string | undefined,
): 'delivered' | 'lost' | 'duplicated' | 'wrong' {
  if (finals === undefined) return 'lost';
  const [texts] = finals.values();
  if (finals.size > 1 || texts === undefined || texts.size > 1) return 'duplicated';
  return stored !== undefined && texts.has(stored) ? 'delivered' : 'wrong';
}

interface Life {
  readonly folder: string;
  readonly port: number;
  readonly witness: Witness;
}

function observe(witness: Witness, line: Line, confirm: (key: string) => void): void {
  if (line.type === 'accepted' && line.id !== undefined) witness.accepted.add(line.id);
  if (line.type !== 'reply' || line.key === undefined || typeof line.to !== 'string') return;
  for (const event of [line.to, ...(line.joined ?? [])]) {
    const byKey = witness.finals.get(event) ?? new Map<string, Set<string>>();
    byKey.set(line.key, (byKey.get(line.key) ?? new Set()).add(line.text ?? ''));
    witness.finals.set(event, byKey);
  }
  confirm(line.key);
}

/** Starts the bot, talks to it, and kills it; resolves with the phase it really died in. */
async function oneLife({ folder, port, witness, phase }: Life & { readonly phase: Phase }): Promise<Phase> {
  let bot: CrashBot | undefined;
  const lingering = Promise.withResolvers<PhaseReport>();
  const latest = new Map<string, Phase>();
  const confirmLater = (key: string): void => {
    setTimeout(() => bot?.write({ type: 'seen', key }), Math.random() * 40);
  };
  bot = await startCrashBot({
    folder,
    port,
    onLine: (line) => observe(witness, line, confirmLater),
    onPhase(report) {
      latest.set(report.event, report.phase);
      if (report.lingering === true) lingering.resolve(report);
    },
  });
  bot.hold({ phase, lingerMs: phase === 'generating' ? 0 : lingerMs });
  // What was not accepted by the last life is said again, with the same id.
  for (const [id, line] of witness.sent) if (!witness.accepted.has(id)) bot.write(line);
  const talking = new AbortController();
  void talk(bot, witness, talking.signal);
  const { event } = await lingering.promise;
  await sleep(Math.random() * lingerMs * 0.9);
  const died = latest.get(event) ?? phase;
  talking.abort();
  const dead = bot;
  bot = undefined;
  await dead.kill();
  return died;
}

async function talk(bot: CrashBot, witness: Witness, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    say(bot, witness);
    await sleep(10 + Math.random() * 30, undefined, { signal }).catch(() => undefined);
  }
}

function say(bot: CrashBot, witness: Witness): void {
  const number = witness.sent.size;
  const id = `event-${number}`;
  const room = number % rooms;
  const line = {
    type: 'message',
    id,
    from: `p${room}`,
    text: `number ${number}`,
    ...(room % 2 === 0 ? {} : { room: `room${room}`, members: [`p${room}`, 'q'] }),
  };
  const addressed = room % 2 === 0 ? line : { ...line, text: `Mia, ${line.text}` };
  witness.sent.set(id, addressed);
  bot.write(addressed);
}

/** Nobody is killed any more: everything accepted must be answered by the end of input. */
async function lastLife({ folder, port, witness }: Life): Promise<void> {
  let bot: CrashBot | undefined;
  bot = await startCrashBot({
    folder,
    port,
    onLine: (line) => observe(witness, line, (key) => bot?.write({ type: 'seen', key })),
    onPhase: () => undefined,
  });
  for (const [id, line] of witness.sent) if (!witness.accepted.has(id)) bot.write(line);
  const code = await bot.finish();
  if (code !== 0) throw new Error(`the last life left with ${code}`);
}

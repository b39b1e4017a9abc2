import type { Json } from '../answers/json.ts';
import { showActions } from '../answers/show-actions.ts';
import { BotError } from '../errors.ts';
import { dayWords } from '../prompting/day-words.ts';
import { asksHuman } from './asks-human.ts';
import { candidatesFor } from './candidates-for.ts';
import type { PlacedTurn } from './place-turn.ts';
import type { TurnTools } from './turn-tools.ts';

/** So long without a pause, and a break is suggested. */
const longTalkMs = 3 * 3_600_000;
/** A pause that ends a stretch of talk. */
const pauseMs = 30 * 60_000;

/** So exactly the end of a stretch is noted: not every line of a talk needs a write. */
const noteMs = 5 * 60_000;

/** When somebody was last told, and since when they have been talking without a pause. Milliseconds since the epoch. */
interface Told {
  readonly day: string;
  readonly since: number;
  readonly last: number;
  /** Told in a private chat what is kept there; in a channel that is another sentence. */
  readonly isInDm: boolean;
}

/**
 * Before an answer: says that she is an AI at first contact, once a day and every three hours without a pause, as the operator set it, and
 * always when sincerely asked. Sentences of the bot itself: never part of a reply, never stored as one.
 */
export async function disclose(tools: TurnTools, placed: PlacedTurn): Promise<void> {
  const { parts } = tools;
  const { turn, person, questions } = placed;
  if (questions.some(({ text, author }) => author.kind === 'participant' && asksHuman(text))) await sayAi(tools, placed);
  if (!parts.settings.discloses || parts.settings.owners.includes(turn.event.participant)) return;
  const key = `told/${person}`;
  const now = parts.clock.now();
  const told = readTold(await parts.store.marks.get(key));
  const settings = await parts.reader.resolve({ person, room: turn.event.room });
  const zone = settings.get('time-zone') === '' ? parts.settings.timeZone : settings.get('time-zone');
  const day = dayWords(zone).date(now);
  const isPaused = told === undefined || now - told.last > pauseMs + noteMs;
  const stretch = isPaused ? now : told.since;
  const often = settings.get('notice');
  const next: Told = {
    day,
    since: now - stretch >= longTalkMs ? now : stretch,
    last: now,
    isInDm: told?.isInDm === true || placed.roomKind === 'dm',
  };
  const write = { write: 'mark', key, value: { ...next } } as const;
  if (told === undefined || (placed.roomKind === 'dm' && !told.isInDm)) return firstContact(tools, placed, write);
  if (often !== 'first' && told.day !== day)
    return notice(tools, placed, { text: await tools.text(turn, 'daily', { name: await nameOf(tools, placed) }), writes: [write] });
  if (often === 'daily+3h' && now - stretch >= longTalkMs)
    return notice(tools, placed, { text: await tools.text(turn, 'three-hours', {}), writes: [write] });
  if (told.since !== next.since || now - told.last >= noteMs) await parts.store.commit([write]);
}

type MarkWrite = { readonly write: 'mark'; readonly key: string; readonly value: Json };

/** Once for each time it is asked, however often the turn has to begin again. */
async function sayAi(tools: TurnTools, placed: PlacedTurn): Promise<void> {
  const { turn, person } = placed;
  const key = `asked/${person}`;
  if ((await tools.parts.store.marks.get(key)) === turn.id) return;
  await notice(tools, placed, { text: await tools.text(turn, 'human', {}), writes: [{ write: 'mark', key, value: turn.id }] });
}

async function firstContact(tools: TurnTools, placed: PlacedTurn, write: MarkWrite): Promise<void> {
  const { parts } = tools;
  const { turn, person, roomKind } = placed;
  const name = await nameOf(tools, placed);
  if (roomKind === 'room') return notice(tools, placed, { text: await tools.text(turn, 'first-room', { name }), writes: [write] });
  const language = await tools.language(turn);
  const actions = showActions(
    parts.clock,
    [
      {
        label: parts.say(language, 'action-fine', {}),
        icon: 'yes',
        press: { command: 'me', args: { field: 'remember', value: 'everything' } },
        by: 'asker',
      },
      {
        label: parts.say(language, 'action-forget-me', {}),
        icon: 'no',
        press: { command: 'me', args: { field: 'remember', value: 'nothing' } },
        by: 'asker',
      },
    ],
    { room: turn.event.room, person },
  );
  await tools.show(
    turn,
    {
      kind: 'notice',
      to: tools.causeOf(turn),
      text: await tools.text(turn, 'first-dm', { name, reach: await reachOf(tools, placed) }),
      actions: actions.shown,
    },
    [write, ...actions.writes],
  );
}

/** Where she runs and how far words go, to stand behind `run by`: what is promised at first contact must hold. Without a model: as far as they may. */
async function reachOf(tools: TurnTools, placed: PlacedTurn): Promise<string> {
  const { parts } = tools;
  const { turn, person } = placed;
  try {
    const settings = await parts.reader.resolve({ person, room: turn.event.room });
    const [{ provider, model }] = await candidatesFor(parts, placed, settings);
    const exposure = model.exposure ?? provider.exposure;
    if (exposure === 'cloud') return await tools.text(turn, 'run-cloud', { provider: provider.company ?? provider.name });
    return await tools.text(turn, exposure === 'lan' ? 'run-lan' : 'run-loopback', {});
  } catch (thrown) {
    if (!(thrown instanceof BotError)) throw thrown;
    return tools.text(turn, 'run-lan', {});
  }
}

async function notice(
  tools: TurnTools,
  { turn }: PlacedTurn,
  { text, writes }: { readonly text: string; readonly writes: readonly MarkWrite[] },
): Promise<void> {
  await tools.show(turn, { kind: 'notice', to: tools.causeOf(turn), text }, writes);
}

async function nameOf({ parts }: TurnTools, { turn }: PlacedTurn): Promise<string> {
  const id = turn.cast[0]?.personality ?? parts.settings.personality;
  return (await parts.library.entry(id))?.name ?? id;
}

function readTold(value: Json | undefined): Told | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { day, since, last, isInDm } = value as { readonly [key: string]: Json };
  return typeof day === 'string' && typeof since === 'number' && typeof last === 'number'
    ? { day, since, last, isInDm: isInDm === true }
    : undefined;
}

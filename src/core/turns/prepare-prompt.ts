import { BotError } from '../errors.ts';
import type { Personality } from '../personalities/personality.ts';
import type { ChatRequest, Exposure, PromptImage, PromptMessage } from '../ports/provider.ts';
import type { Message } from '../ports/store.ts';
import { placeRating } from '../privacy/place-rating.ts';
import { createReadable } from '../privacy/readable.ts';
import { buildPrompt } from '../prompting/build-prompt.ts';
import type { PresentPerson } from '../prompting/prompt-parts.ts';
import type { ReceiptItem } from '../prompting/receipt.ts';
import type { Candidate } from '../providers/model-router.ts';
import { standardTokensPerUnit } from '../providers/token-rate.ts';
import type { Resolved } from '../settings/settings-reader.ts';
import { nearestLanguage } from '../texts/create-say.ts';
import type { Part } from './answer-as.ts';
import type { BroughtAlong } from './brought-along.ts';
import type { EngineParts } from './engine-parts.ts';
import { rateKey } from './learn-rate-of.ts';
import { ceilingOf, readableHistory, readableRecall, toLeftOut } from './readable-parts.ts';

/** Messages of the path that are read at most; the token budget cuts further. */
const historyLimit = 100;
/** What a model reads at once as long as nobody says otherwise, in tokens. */
export const standardWindow = 8_192;
/** What models of today make of a picture of ordinary size. */
const tokensPerPicture = 1_000;
/** So many people of a room are named to the model. */
const mostPeople = 8;

export interface PreparedPrompt {
  readonly request: ChatRequest;
  readonly items: readonly ReceiptItem[];
  /** Size of the whole prompt, to learn this model's tokens by. */
  readonly units: number;
  /** How far what is in it may travel. */
  readonly ceiling: Exposure;
}

export interface PromptOrder {
  readonly part: Part;
  readonly personality: Personality;
  readonly candidate: Candidate;
  /** As they hold for the person asking. */
  readonly settings: Resolved;
  readonly brought: BroughtAlong;
}

/** Reads what the personality needs for its answer and builds the request. */
export async function preparePrompt(parts: EngineParts, order: PromptOrder): Promise<PreparedPrompt> {
  const { part, personality, candidate, settings, brought } = order;
  const { store, clock, memory } = parts;
  const { placed, parent, member } = part;
  const { turn, questions, person, roomKind } = placed;
  const exposure = candidate.model.exposure ?? candidate.provider.exposure;
  const readable = createReadable(
    { store, reader: parts.reader, cloud: parts.settings.cloud },
    { room: turn.event.room, provider: candidate.provider.name, exposure },
  );
  const { history, left } = await readableHistory(readable, await store.history.path(parent, historyLimit));
  const recallPlace = {
    person,
    room: turn.event.room,
    roomKind,
    personality: personality.id,
    rating: placeRating({ roomKind, isOperator: parts.settings.owners.includes(turn.event.participant) }),
  };
  const seen = new Set([...history, ...left].map(({ id }) => id));
  const [{ recalled, left: leftOfMemory }, people, castNames, rate] = await Promise.all([
    memory.recall(recallPlace, questions, seen).then((found) => readableRecall(readable, found)),
    presentPeople(parts, order, history),
    namesOf(parts, history),
    store.marks.get(rateKey(candidate)),
  ]);
  const at = clock.now();
  const language = nearestLanguage(settings.get('language') === '' ? turn.event.locale : settings.get('language'));
  const prompt = buildPrompt({
    personality,
    language,
    roomKind,
    history,
    recalled,
    people,
    castNames,
    at,
    timeZone: settings.get('time-zone') === '' ? parts.settings.timeZone : settings.get('time-zone'),
    window: windowFor(candidate, brought),
    tokensPerUnit: typeof rate === 'number' ? rate : standardTokensPerUnit,
    isContinuing: member.as === 'continuation',
    unseen: brought.unseen,
    ...(brought.about === undefined ? {} : { about: brought.about }),
  });
  const variants = member.as === 'variant' ? (await store.history.repliesTo(parent)).length : 0;
  const request: ChatRequest = {
    model: candidate.model.id,
    ...(candidate.model.window === undefined ? {} : { window: candidate.model.window }),
    ceiling: exposure,
    messages: withImages(prompt.messages, brought.images),
    recalled: prompt.recalled,
    hints: {
      // Another answer needs another seed; the first one repeats itself where a provider can.
      seed: variants,
      maxTokens: Math.min(prompt.maxTokens, personality.hints.maxTokens ?? prompt.maxTokens),
      ...(personality.hints.temperature === undefined ? {} : { temperature: personality.hints.temperature }),
    },
    language,
    at,
    scripts: personality.scripts,
  };
  const kept = prompt.items.filter((item) => item.kept);
  return {
    request,
    items: [...prompt.items, ...[...left, ...leftOfMemory].map(toLeftOut)],
    units: prompt.units,
    ceiling: ceilingOf({ history, recalled }, new Set(kept.map(({ id }) => id))),
  };
}

/** What words may take: a picture takes about so many tokens, but never more than half of the window together. */
function windowFor({ model }: Candidate, { images }: BroughtAlong): number {
  const window = model.window ?? standardWindow;
  return Math.max(Math.ceil(window / 2), window - images.length * tokensPerPicture);
}

/** They came with what is being answered: the last line somebody else said. */
function withImages(messages: readonly PromptMessage[], images: readonly PromptImage[]): readonly PromptMessage[] {
  const at = messages.findLastIndex(({ role }) => role === 'user');
  return images.length === 0 ? messages : messages.map((line, index) => (index === at ? { ...line, images } : line));
}

/** The personality in the revision the turn was pinned to. */
export async function pinnedPersonality({ library }: EngineParts, { member }: Part): Promise<Personality> {
  const personality = (await library.get(member.personality, member.revision)) ?? (await library.get(member.personality));
  if (personality === undefined) throw new BotError('unknown-personality', 'the personality is gone', { field: 'personality' });
  return personality;
}

/** Who is here, the asker first; what people wrote about themselves stays in their private chats. */
async function presentPeople(
  parts: EngineParts,
  { part, settings }: PromptOrder,
  history: readonly Message[],
): Promise<readonly PresentPerson[]> {
  const { turn, person, roomKind } = part.placed;
  const { participant, name } = turn.event;
  const asker: PresentPerson = {
    participant,
    name: settings.get('name') === '' ? name : settings.get('name'),
    pronouns: settings.get('pronouns'),
    about: roomKind === 'dm' ? settings.get('about') : '',
  };
  if (roomKind === 'dm') return [asker];
  const others = new Map<string, PresentPerson>();
  for (const { author } of history.toReversed()) {
    if (author.kind !== 'participant' || author.id === participant || others.has(author.id) || others.size >= mostPeople - 1) continue;
    const known = (await parts.store.rooms.person(author.id))?.id ?? author.id;
    if (known === person) continue;
    const own = await parts.reader.resolve({ person: known, room: turn.event.room });
    const called = own.get('name') === '' ? author.name : own.get('name');
    others.set(author.id, { participant: author.id, name: called, pronouns: own.get('pronouns'), about: '' });
  }
  return [asker, ...others.values()];
}

async function namesOf({ library }: EngineParts, history: readonly Message[]): Promise<Readonly<Record<string, string>>> {
  const ids = new Set(history.flatMap(({ author }) => (author.kind === 'personality' ? [author.id] : [])));
  const entries = await Promise.all([...ids].map(async (id) => [id, (await library.entry(id))?.name ?? id] as const));
  return Object.fromEntries(entries);
}

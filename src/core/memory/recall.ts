import type { Caller } from '../commands/call.ts';
import type { Fact } from '../ports/memory-store.ts';
import type { Message, Rating, RecallHit, Store } from '../ports/store.ts';
import { dmAudience } from '../privacy/audience.ts';
import { placeRating } from '../privacy/place-rating.ts';
import { ratingsUpTo } from '../privacy/rating.ts';
import { recallScopes, type TalkPlace } from '../privacy/recall-scopes.ts';
import { foldWords } from './fold-words.ts';
import type { Recalled, RecallPlace } from './memory.ts';
import { recallWords } from './recall-words.ts';
import { type RememberChoices, readRememberChoices } from './remember-choices.ts';
import { isBy, visibleFacts } from './visible-facts.ts';

/** Lines that are recalled for one prompt. */
const recallLimit = 8;
/** Lines a person is shown who looks for something. */
const searchLimit = 20;
/** Facts that are given for one prompt, the newest ones. */
const factLimit = 50;
/** Stays of a person that are looked into. */
const presenceLimit = 20;
/** How often more is asked for when lines were left out because their authors want it so. */
const mostRounds = 4;

interface Search {
  readonly place: TalkPlace & { readonly rating: Rating };
  readonly words: readonly string[];
  readonly except: readonly string[];
  readonly limit: number;
  readonly isAllowed: (message: Message) => Promise<boolean>;
}

/** So many words are looked for in the hot path; each costs a walk through its index. */
const mostWords = 6;

/** Of many words the longest: they are the rarer ones, and ranking lives on those. */
function telling(words: readonly string[]): readonly string[] {
  if (words.length <= mostWords) return words;
  const longest = new Set(words.toSorted((a, b) => b.length - a.length).slice(0, mostWords));
  return words.filter((word) => longest.has(word));
}

/** What may be recalled in a place, best first. */
export async function recall(
  store: Store,
  place: RecallPlace,
  { questions, except }: { readonly questions: readonly Message[]; readonly except: ReadonlySet<string> },
): Promise<Recalled> {
  const choices = readRememberChoices(store);
  const own = recallWords(questions.map(({ text }) => text).join(' '));
  const previous = own.length >= 2 ? undefined : await previousQuestion(store, questions);
  const words = telling([...new Set([...own, ...recallWords(previous?.text ?? '')])]);
  const known = [...except, ...questions.map(({ id }) => id)];
  const [hits, facts] = await Promise.all([
    find(store, { place, words, except: known, limit: recallLimit, isAllowed: choices.allow }),
    factsFor(store, place, choices),
  ]);
  return { hits, facts };
}

/** What somebody looks for; their own lines are shown whatever they let the bot remember. */
export async function search(
  store: Store,
  caller: Caller,
  { query, personality }: { readonly query: string; readonly personality: string },
): Promise<readonly RecallHit[]> {
  const choices = readRememberChoices(store);
  const { person, room, roomKind } = caller;
  const place = { person, room, roomKind, personality, rating: placeRating(caller) };
  const content = recallWords(query);
  const isAllowed = async (message: Message): Promise<boolean> => (await isBy(store, message, person)) || choices.allow(message);
  return find(store, { place, words: content.length > 0 ? content : foldWords(query), except: [], limit: searchLimit, isAllowed });
}

/** A question of one word or none is about what was asked before it, too. */
async function previousQuestion({ history }: Store, [first]: readonly Message[]): Promise<Message | undefined> {
  if (first?.parent === undefined) return undefined;
  return (await history.path(first.parent, 4)).findLast(({ author, forgotten }) => author.kind === 'participant' && !forgotten);
}

async function find(store: Store, { place, words, except, limit, isAllowed }: Search): Promise<readonly RecallHit[]> {
  if (words.length === 0) return [];
  const presences = place.roomKind === 'dm' ? await store.memory.presences(place.person, presenceLimit) : [];
  const query = { scopes: recallScopes(place, presences), words, ratings: ratingsUpTo(place.rating), limit };
  const refused = new Set<string>();
  let hits: readonly RecallHit[] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    const found = await store.recall.search({ ...query, except: [...except, ...refused] });
    const allowed = await Promise.all(found.map(({ message }) => isAllowed(message)));
    hits = found.filter((_, index) => allowed[index]);
    for (const [index, { message }] of found.entries()) if (allowed[index] !== true) refused.add(message.id);
    if (hits.length === found.length) break;
  }
  return Promise.all(hits.map((hit) => withAllowed(hit, isAllowed)));
}

/** The lines beside a hit have authors of their own. */
async function withAllowed(hit: RecallHit, isAllowed: Search['isAllowed']): Promise<RecallHit> {
  const keep = async (line: Message | undefined): Promise<Message | undefined> =>
    line !== undefined && (await isAllowed(line)) ? line : undefined;
  return { ...hit, before: await keep(hit.before), after: await keep(hit.after) };
}

/** What a person asked one personality to keep is for their private chat alone. */
async function factsFor(store: Store, place: RecallPlace, choices: RememberChoices): Promise<readonly Fact[]> {
  const { person, personality, roomKind, rating } = place;
  if (roomKind !== 'dm' || (await choices.of(person)) === 'nothing') return [];
  const audiences = [dmAudience(person, personality)];
  const facts = await store.memory.facts({ person, audiences, ratings: ratingsUpTo(rating), limit: factLimit });
  return visibleFacts(store, { facts, person, choices });
}

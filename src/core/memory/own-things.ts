import type { Caller } from '../commands/call.ts';
import type { Fact } from '../ports/memory-store.ts';
import type { Message, Store } from '../ports/store.ts';
import { isOwnDm } from '../privacy/audience.ts';
import { foldWords } from './fold-words.ts';
import type { ForgetWish } from './memory.ts';
import { recallWords } from './recall-words.ts';

/** What a wish is about, all of it the caller's own. */
export interface OwnThings {
  readonly messages: readonly Message[];
  readonly facts: readonly Fact[];
  /** Replies to them alone that hold the words looked for. */
  readonly echoes: readonly Message[];
}

/** More than anybody has said; a bound all the same. */
const everything = 100_000;

/** Finds what somebody wants forgotten, among what is theirs. */
export async function ownThings(store: Store, caller: Caller, wish: ForgetWish): Promise<OwnThings> {
  const { messages, facts, echoes } = await named(store, caller, wish);
  const said = new Set(messages.map(({ id }) => id));
  const known = new Set(facts.map(({ id }) => id));
  // What was learned from a line goes with it.
  const learned = said.size === 0 ? [] : await store.memory.factsOf(caller.person, []);
  const more = learned.filter(({ id, source }) => source !== undefined && said.has(source) && !known.has(id));
  return { messages, facts: [...facts, ...more], echoes };
}

async function named(store: Store, caller: Caller, wish: ForgetWish): Promise<OwnThings> {
  const { person } = caller;
  const { memory } = store;
  if (wish.query !== undefined) return withWords(store, person, wish.query);
  if (wish.item !== undefined) return oneThing(store, caller, wish.item);
  if (wish.last === true) return lastThing(store, caller);
  if (wish.room !== undefined) {
    return { messages: await memory.messagesOf({ person, room: wish.room, limit: everything }), facts: [], echoes: [] };
  }
  const { since } = wish;
  if (since === undefined) return { messages: [], facts: [], echoes: [] };
  const facts = (await memory.factsOf(person, [])).filter(({ at }) => at >= since);
  return { messages: await memory.messagesOf({ person, since, limit: everything }), facts, echoes: [] };
}

/** Idle words are not asked for: "my red lantern" is about lanterns that are red. */
async function withWords({ memory }: Store, person: string, query: string): Promise<OwnThings> {
  const content = recallWords(query);
  const words = content.length > 0 ? content : foldWords(query);
  if (words.length === 0) return { messages: [], facts: [], echoes: [] };
  const [messages, facts, echoes] = await Promise.all([
    memory.messagesOf({ person, words, limit: everything }),
    memory.factsOf(person, words),
    memory.echoesOf({ person, words, limit: everything }),
  ]);
  return { messages, facts, echoes };
}

/** One fact, or one line by its id or by what the platform calls it; a reply to the caller alone counts as theirs. */
async function oneThing(store: Store, { person, room }: Caller, item: string): Promise<OwnThings> {
  const fact = await store.memory.fact(item);
  if (fact !== undefined) return { messages: [], facts: fact.subject === person ? [fact] : [], echoes: [] };
  const message = (await store.history.message(item)) ?? (await store.history.byRef(room, item));
  const isTheirs = message !== undefined && !message.forgotten && (await isOf(store, message, person));
  return { messages: isTheirs ? [message] : [], facts: [], echoes: [] };
}

async function isOf({ rooms }: Store, { author, audience }: Message, person: string): Promise<boolean> {
  if (author.kind === 'personality') return isOwnDm(audience, person);
  return (await rooms.person(author.id))?.id === person;
}

/** The newest of what was said here and what was kept. */
async function lastThing({ memory }: Store, { person, room }: Caller): Promise<OwnThings> {
  const [message] = await memory.messagesOf({ person, room, limit: 1 });
  const fact = (await memory.factsOf(person, [])).at(-1);
  if (fact !== undefined && fact.at >= (message?.at ?? 0)) return { messages: [], facts: [fact], echoes: [] };
  return { messages: message === undefined ? [] : [message], facts: [], echoes: [] };
}

import type { MemoryStore as KeptStore } from '../../src/core/ports/memory-store.ts';
import type { Message, RecallHit, RecallScope, RecallStore } from '../../src/core/ports/store.ts';
import {
  holdsWords,
  isVisible,
  type MemoryData,
  type MemoryFact,
  type MemoryMessage,
  participantsOf,
  tokens,
  toMessage,
} from './memory-data.ts';

type Query = Parameters<RecallStore['search']>[0];

export function createRecall(data: MemoryData): RecallStore {
  return {
    async search({ scopes, words, ratings, except, limit }) {
      const wanted = words.map((word) => tokens(word).join(' ')).filter((word) => word !== '');
      const hits = new Map<string, RecallHit>();
      for (const scope of scopes) {
        const lines = data.messages.filter((one) => isInScope(one, scope, ratings));
        for (const [index, line] of lines.entries()) {
          if (line.author.kind !== 'participant' || except.includes(line.id) || hits.has(line.id)) continue;
          const score = wanted.filter((word) => ` ${tokens(line.text).join(' ')} `.includes(` ${word} `)).length;
          const beside = (at: number): Message | undefined => {
            const other = lines[at];
            return other === undefined ? undefined : toMessage(data, other);
          };
          if (score > 0) hits.set(line.id, { message: toMessage(data, line), before: beside(index - 1), after: beside(index + 1), score });
        }
      }
      return [...hits.values()].sort((a, b) => b.score - a.score).slice(0, limit);
    },
  };
}

function isInScope(
  one: MemoryMessage,
  { room, audience, from = -Infinity, until = Infinity }: RecallScope,
  ratings: Query['ratings'],
): boolean {
  const isThere = one.room === room && one.audience === audience && one.at >= from && one.at < until;
  return isThere && isVisible(one) && one.chosen && one.conversation !== undefined && ratings.includes(one.rating);
}

/** What is kept about people. */
export function createKept(data: MemoryData): KeptStore {
  const toFact = ({ hidden: _, ...fact }: MemoryFact) => structuredClone(fact);
  const visibleFacts = () => data.facts.filter(({ hidden }) => hidden === undefined).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const newestFirst = (messages: readonly MemoryMessage[]) => messages.toReversed().sort((a, b) => b.at - a.at);
  const toBatch = ({ id, person, due }: { readonly id: string; readonly person: string; readonly due: number }) => ({
    id,
    person,
    due,
    messages: data.messages
      .filter(({ hidden }) => hidden === id)
      .map((one) => one.id)
      .sort(),
    facts: data.facts
      .filter(({ hidden }) => hidden === id)
      .map((one) => one.id)
      .sort(),
  });

  return {
    facts: async ({ person, audiences, ratings, limit }) =>
      visibleFacts()
        .filter(({ subject, audience, rating }) => subject === person && audiences.includes(audience) && ratings.includes(rating))
        .slice(-limit)
        .map(toFact),
    async fact(id) {
      const fact = visibleFacts().find((one) => one.id === id);
      return fact === undefined ? undefined : toFact(fact);
    },
    factsOf: async (person, words) =>
      visibleFacts()
        .filter(({ subject, text }) => subject === person && holdsWords(text, words))
        .map(toFact),
    async messagesOf({ person, words = [], room, since = -Infinity, limit }) {
      const theirs = participantsOf(data, person);
      const wanted = data.messages.filter(
        (one) =>
          one.author.kind === 'participant' &&
          theirs.has(one.author.id) &&
          isVisible(one) &&
          one.at >= since &&
          (room === undefined || one.room === room) &&
          holdsWords(one.text, words),
      );
      return newestFirst(wanted)
        .slice(0, limit)
        .map((one) => toMessage(data, one));
    },
    async echoesOf({ person, words, limit }) {
      const echoes = data.messages.filter(
        (one) =>
          one.author.kind === 'personality' &&
          one.audience.startsWith(`dm(${person},`) &&
          isVisible(one) &&
          words.length > 0 &&
          holdsWords(one.text, words),
      );
      return newestFirst(echoes)
        .slice(0, limit)
        .map((one) => toMessage(data, one));
    },
    async repliesThatRead(items) {
      const replies = data.messages.filter(({ author }) => author.kind === 'personality');
      const answers = new Set<string>();
      for (let before = -1; before < answers.size; ) {
        before = answers.size;
        for (const { id, parent } of replies) if (parent !== undefined && (items.includes(parent) || answers.has(parent))) answers.add(id);
      }
      const hasRead = ({ id }: MemoryMessage) => data.receipts.get(id)?.items.some((item) => item.kept && items.includes(item.id)) ?? false;
      return {
        answers: replies.filter(({ id }) => answers.has(id)).map((one) => toMessage(data, one)),
        readers: replies.filter((one) => !answers.has(one.id) && hasRead(one)).map((one) => toMessage(data, one)),
      };
    },
    async hidden(id) {
      const batch = data.batches.find((one) => one.id === id);
      return batch === undefined ? undefined : toBatch(batch);
    },
    hiddenBatches: async () => data.batches.toSorted((a, b) => a.due - b.due || (a.id < b.id ? -1 : 1)).map(toBatch),
    async presences(person, limit) {
      const theirs = participantsOf(data, person);
      return data.stays
        .filter(({ participant }) => theirs.has(participant))
        .sort((a, b) => b.since - a.since || (a.room < b.room ? -1 : 1))
        .slice(0, limit)
        .map(({ room, since, until }) => ({ room, kind: data.rooms.get(room)?.kind ?? 'room', since, until }));
    },
  };
}

import type { Caller } from '../commands/call.ts';
import type { Clock } from '../ports/clock.ts';
import type { HiddenBatch } from '../ports/memory-store.ts';
import type { Store } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';
import { derivedReplies } from './derived-replies.ts';
import type { ForgetWish, Forgotten } from './memory.ts';
import { ownThings } from './own-things.ts';

/** Rows of one commit: hiding is quick, shredding rewrites the index byte by byte. */
const hideSlice = 1000;
const shredSlice = 50;

export interface ForgettingNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly graceMs: number;
}

/** Hides what is the caller's and fits, with all that was made of it. */
export async function forget(
  { store, clock, graceMs }: ForgettingNeeds,
  caller: Caller,
  { wish, batch }: { readonly wish: ForgetWish; readonly batch: string },
): Promise<Forgotten | undefined> {
  const begun = await store.memory.hidden(batch);
  // The last thing is hidden by now: what is last today is another one.
  const { messages, facts, echoes } = begun !== undefined && wish.last === true ? nothing : await ownThings(store, caller, wish);
  if (messages.length + facts.length + echoes.length === 0) return begun && toForgotten(store, begun);
  const said = messages.map(({ id }) => id);
  const kept = facts.map(({ id }) => id);
  const derived = await derivedReplies(store, {
    items: [...said, ...kept],
    echoes: echoes.map(({ id }) => id),
    texts: [...[...messages, ...facts].map(({ text }) => text), wish.query ?? ''],
  });
  const until = begun?.due ?? clock.now() + graceMs;
  const row = { write: 'hide', batch, person: caller.person, due: until } as const;
  // Facts and the first lines in one commit; a slice that is cut off by a crash is asked for again.
  const slices = inSlices([...new Set([...said, ...derived])], hideSlice);
  for (const [index, ids] of (slices.length === 0 ? [[]] : slices).entries()) {
    await store.commit([{ ...row, messages: ids, facts: index === 0 ? kept : [] }]);
  }
  const before = begun === undefined ? undefined : await toForgotten(store, begun);
  const all = messages.length + (before?.messages ?? 0);
  return { batch, things: messages.length + facts.length + (before?.things ?? 0), messages: all, until };
}

const nothing = { messages: [], facts: [], echoes: [] } as const;

/** What an attempt that a crash cut short has hidden. */
async function toForgotten({ history }: Store, { id, messages, facts, due }: HiddenBatch): Promise<Forgotten> {
  const lines = await Promise.all(messages.map((message) => history.message(message)));
  const said = lines.filter((line) => line?.author.kind === 'participant').length;
  return { batch: id, things: said + facts.length, messages: said, until: due };
}

/** Brings a batch back to the person who hid it, as long as its grace lasts. */
export async function undoForget({ store, clock }: ForgettingNeeds, caller: Caller, batch: string): Promise<boolean> {
  const hidden = await store.memory.hidden(batch);
  if (hidden === undefined || hidden.person !== caller.person || hidden.due <= clock.now()) return false;
  await store.commit([{ write: 'unhide', batch }]);
  return true;
}

/** Shreds what is due; resolves to when the next batch is. */
export async function shredDue(needs: ForgettingNeeds, now: number): Promise<number | undefined> {
  const batches = await needs.store.memory.hiddenBatches();
  for (const batch of batches) if (batch.due <= now) await shred(needs, batch);
  return batches.find(({ due }) => due > now)?.due;
}

async function shred({ store, graceMs }: ForgettingNeeds, { messages, facts, due }: HiddenBatch): Promise<void> {
  const hiddenAt = due - graceMs;
  const { answers, readers } = await store.memory.repliesThatRead([...messages, ...facts]);
  // An answer may have been on its way when its question was hidden.
  const late = [...answers, ...readers.filter(({ at }) => at >= hiddenAt)];
  const lines = new Set([...late.map(({ id }) => id), ...messages]);
  const writes: readonly Write[] = [
    ...[...lines].map((message) => ({ write: 'forget', message }) as const),
    ...facts.map((fact) => ({ write: 'forgetFact', fact }) as const),
  ];
  for (const slice of inSlices(writes, shredSlice)) await store.commit(slice);
}

function inSlices<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

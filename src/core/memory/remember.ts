import type { Caller } from '../commands/call.ts';
import { BotError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Fact } from '../ports/memory-store.ts';
import type { Exposure } from '../ports/provider.ts';
import type { Message, Store } from '../ports/store.ts';
import { dmAudience } from '../privacy/audience.ts';
import { type CloudMode, nearer, reachOf } from '../privacy/reach.ts';
import { createSettingsReader } from '../settings/create-settings-reader.ts';
import { readRememberChoices } from './remember-choices.ts';

/** Longest fact, in UTF-16 units. */
export const longestFact = 1000;

export interface RememberNeeds {
  readonly store: Store;
  readonly clock: Clock;
  /** Whether what is kept may ever leave these machines. */
  readonly cloud: CloudMode;
}

export interface RememberWish {
  readonly text: string;
  readonly personality: string;
  /** The line it was taken from. */
  readonly source?: Message;
}

/** Keeps what somebody asked to be kept; what is kept already is kept once. */
export async function remember({ store, clock, cloud }: RememberNeeds, caller: Caller, wish: RememberWish): Promise<Fact> {
  const text = wish.text.trim();
  if (text === '') throw new BotError('empty-message', 'nothing to remember', { field: 'text' });
  if (text.length > longestFact) throw new BotError('too-large', 'too long to remember', { field: 'text' });
  if ((await readRememberChoices(store).of(caller.person)) === 'nothing') {
    throw new BotError('not-allowed', 'the person wants nothing remembered', { field: 'remember' });
  }
  const audience = dmAudience(caller.person, wish.personality);
  const known = await store.memory.factsOf(caller.person, []);
  const same = known.find((fact) => fact.audience === audience && isSame(fact.text, text));
  if (same !== undefined) return same;
  const ceiling = await ceilingOf(store, caller, cloud);
  const fact: Fact = {
    id: clock.id(),
    subject: caller.person,
    personality: wish.personality,
    text,
    audience,
    exposure: nearer(wish.source?.exposure ?? 'cloud', ceiling),
    rating: wish.source?.rating ?? 'everyone',
    at: clock.now(),
    source: wish.source?.id,
  };
  await store.commit([{ write: 'fact', fact }]);
  return fact;
}

/** What holds for the person's words at this moment. */
async function ceilingOf({ settings }: Pick<Store, 'settings'>, { person, room }: Caller, cloud: CloudMode): Promise<Exposure> {
  const reader = createSettingsReader({ store: { settings }, environment: {} });
  return reachOf(await reader.resolve({ person, room }), cloud).ceiling;
}

function isSame(one: string, other: string): boolean {
  const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').toLowerCase();
  return plain(one) === plain(other);
}

import type { Resolved } from '../settings/settings-reader.ts';

/** Whose budget: each person's, each room's, the whole bot's. */
export const limitOwners = ['person', 'room', 'bot'] as const;
export type LimitOwner = (typeof limitOwners)[number];

/** `messages` in a minute; `tokens` in a day, read and written; `money` in a day, millionths of a US dollar. */
export const limitKinds = ['messages', 'tokens', 'money'] as const;
export type LimitKind = (typeof limitKinds)[number];

export type LimitValue = number | 'none';
export type BudgetLimits = Readonly<Record<LimitOwner, Readonly<Record<LimitKind, LimitValue>>>>;

/** The limits that hold in the place whose settings these are. */
export function limitsOf(settings: Pick<Resolved, 'get'>): BudgetLimits {
  const of = (owner: LimitOwner): Readonly<Record<LimitKind, LimitValue>> => ({
    messages: settings.get(`${owner}-messages`),
    tokens: settings.get(`${owner}-tokens`),
    money: settings.get(`${owner}-money`),
  });
  return { person: of('person'), room: of('room'), bot: of('bot') };
}

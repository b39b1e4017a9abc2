import type { EventsFilter } from '../schemas/forms.ts';

type ByKind = Pick<EventsFilter, 'types' | 'not_types' | 'senders' | 'not_senders'>;

/** Whether a filter lets an event through. */
export function matches(filter: ByKind | undefined, { type, sender }: { readonly type: string; readonly sender?: string }): boolean {
  if (filter === undefined) return true;
  const fits = (pattern: string): boolean => (pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type);
  if (filter.types?.some(fits) === false || filter.not_types?.some(fits) === true) return false;
  if (sender === undefined) return true;
  return (filter.senders?.includes(sender) ?? true) && filter.not_senders?.includes(sender) !== true;
}

/** Whether a filter lets a room through. */
export const takesRoom = (filter: Pick<EventsFilter, 'rooms' | 'not_rooms'> | undefined, roomId: string): boolean =>
  (filter?.rooms?.includes(roomId) ?? true) && filter?.not_rooms?.includes(roomId) !== true;

import type { Content, EventData } from './world.ts';

const keptLevels = ['ban', 'events', 'events_default', 'kick', 'redact', 'state_default', 'users', 'users_default'];

/** What is left of an event once redacted, by the algorithm of the room's version. */
export function strip(event: EventData, version: string): EventData {
  const isNew = Number(version) >= 11;
  const kept: Readonly<Record<string, readonly string[] | 'all'>> = {
    'm.room.member': ['membership', 'join_authorised_via_users_server'],
    'm.room.create': isNew ? 'all' : ['creator'],
    'm.room.join_rules': ['join_rule', 'allow'],
    'm.room.power_levels': isNew ? [...keptLevels, 'invite'] : keptLevels,
    'm.room.history_visibility': ['history_visibility'],
    'm.room.redaction': isNew ? ['redacts'] : [],
  };
  const keys = kept[event.type] ?? [];
  const content: Content =
    keys === 'all' ? event.content : Object.fromEntries(Object.entries(event.content).filter(([key]) => keys.includes(key)));
  const { redacts: _, ...rest } = event;
  return { ...rest, content };
}

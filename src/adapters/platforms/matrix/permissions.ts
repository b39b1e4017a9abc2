import { z } from 'zod';
import type { Content } from './events.ts';

/** Who stands above all power levels there, from room version 12 on; earlier a creator has what the levels say. */
export interface Creation {
  readonly version: string;
  readonly creators: readonly string[];
}

const level = z.number().optional().catch(undefined);
const levels = z.record(z.string(), z.number().catch(0)).catch({});
const powerLevels = z.object({
  users: levels,
  users_default: level,
  events: levels,
  events_default: level,
  state_default: level,
});

export type PowerLevels = z.infer<typeof powerLevels>;

export const readPowerLevels = (content: Content): PowerLevels | undefined => powerLevels.safeParse(content).data;

/** In a room without levels its creator decides alone. */
export function levelOf(user: string, power: PowerLevels | undefined, { version, creators }: Creation): number {
  const isCreator = creators.includes(user);
  if (isCreator && Number.parseInt(version, 10) >= 12) return Number.POSITIVE_INFINITY;
  if (power === undefined) return isCreator ? 100 : 0;
  return power.users[user] ?? power.users_default ?? 0;
}

/** Who may decide for a room: whoever may change its state, and never everybody. */
export function decides(user: string, power: PowerLevels | undefined, creation: Creation): boolean {
  const needed = Math.max(power?.state_default ?? 50, (power?.users_default ?? 0) + 1);
  return levelOf(user, power, creation) >= needed;
}

/** Whether somebody may write such a state event there. */
export function maySet(
  user: string,
  type: string,
  { power, ...creation }: Creation & { readonly power: PowerLevels | undefined },
): boolean {
  return levelOf(user, power, creation) >= (power?.events[type] ?? power?.state_default ?? (power === undefined ? 0 : 50));
}

/** What we need there, by the names that clients show in a room's permissions. */
const needed = [
  { name: 'Send messages', type: 'm.room.message' },
  { name: 'Send reactions', type: 'm.reaction' },
] as const;

/** The rights the bot lacks in a room. */
export function missingRights(user: string, power: PowerLevels | undefined, creation: Creation): readonly string[] {
  const own = levelOf(user, power, creation);
  return needed.filter(({ type }) => own < (power?.events[type] ?? power?.events_default ?? 0)).map(({ name }) => name);
}

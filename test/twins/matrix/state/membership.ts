import type { Core } from '../core.ts';
import { send } from './append.ts';
import { invitation, joining } from './member-content.ts';
import { membershipOf } from './room-state.ts';
import type { TwinEvent, TwinRoom, TwinUser } from './world.ts';

/** Comes in; whoever is in already stays as they are. */
export function join(core: Core, room: TwinRoom, user: TwinUser): void {
  if (membershipOf(room, user.id) === 'join') return;
  user.forgotten.delete(room.id);
  send(core, room, { sender: user.id, type: 'm.room.member', content: joining(core, user.id), stateKey: user.id });
}

export interface Change {
  readonly sender: string;
  readonly target: string;
  readonly membership: 'invite' | 'leave' | 'ban';
  readonly reason?: string | undefined;
  readonly isDirect?: boolean;
}

/** Invites, leaves, kicks, bans or unbans. */
export function changeMembership(core: Core, room: TwinRoom, { sender, target, membership, reason, isDirect = false }: Change): TwinEvent {
  const why = reason === undefined ? {} : { reason };
  const content = membership === 'invite' ? { ...invitation(core, target, isDirect), ...why } : { membership, ...why };
  // Leaving ends typing too.
  if (membership !== 'invite' && room.typing.delete(target)) room.typingPosition = core.world.next();
  return send(core, room, { sender, type: 'm.room.member', content, stateKey: target });
}

/** A profile is part of every membership. */
export function spreadProfile(core: Core, user: TwinUser): void {
  for (const room of core.world.rooms.values()) {
    if (membershipOf(room, user.id) !== 'join') continue;
    send(core, room, { sender: user.id, type: 'm.room.member', content: joining(core, user.id), stateKey: user.id });
  }
}

import { badJson, forbid, Refusal } from '../refusal.ts';
import { isContent, numberOf, partOf, textOf } from './content.ts';
import { creatorsOf, hasCreators, powerFor, powerOf, powerToSend } from './power.ts';
import { membershipOf, stateOf } from './room-state.ts';
import type { Content, TwinRoom } from './world.ts';

const badState = (says: string): Refusal => new Refusal(403, 'M_BAD_STATE', { says });

/** An event before it is one. */
export interface Draft {
  readonly sender: string;
  readonly type: string;
  readonly content: Content;
  readonly stateKey?: string | undefined;
  readonly redacts?: string;
  readonly transaction?: { readonly device: string; readonly id: string } | undefined;
}

/** Refuses what the room's rules do not let that person send. */
export function authorize(room: TwinRoom, draft: Draft): void {
  const { sender, type, stateKey } = draft;
  if (type === 'm.room.create') throw forbid('Create event has prev events');
  if (type === 'm.room.member') return authorizeMembership(room, draft);
  if (membershipOf(room, sender) !== 'join') throw forbid(`User ${sender} not in room ${room.id}`);
  const needed = powerToSend(room, type, stateKey !== undefined);
  const power = powerOf(room, sender);
  if (power < needed) throw forbid(`You don't have permission to post that to the room. user_level (${power}) < send_level (${needed})`);
  if (stateKey?.startsWith('@') === true && stateKey !== sender) throw forbid('You are not allowed to set others state');
  if (type === 'm.room.power_levels') authorizeLevels(room, draft);
}

function authorizeMembership(room: TwinRoom, { sender, content, stateKey: target = '' }: Draft): void {
  const was = membershipOf(room, target);
  const mine = membershipOf(room, sender);
  const power = powerOf(room, sender);
  switch (content['membership']) {
    case 'join':
      if (sender !== target) throw forbid('Cannot force another user to join.');
      if (was === 'ban') throw badState('Cannot join user who was banned');
      if (was === 'join' || was === 'invite' || textOf(stateOf(room, 'm.room.join_rules'), 'join_rule') === 'public') return;
      throw forbid('You are not invited to this room.');
    case 'invite':
      if (mine !== 'join') throw forbid(`User ${sender} not in room ${room.id}`);
      if (was === 'ban') throw badState('Cannot invite user who was banned');
      if (was === 'join') throw forbid(`${target} is already in the room.`);
      if (power < powerFor(room, 'invite')) throw forbid("You don't have permission to invite users");
      return;
    case 'leave':
      if (sender === target) {
        if (was === 'join' || was === 'invite' || was === 'knock') return;
        throw forbid(`${sender} not in room ${room.id}.`);
      }
      if (mine !== 'join') throw forbid(`User ${sender} not in room ${room.id}`);
      if (was === 'ban' && power < powerFor(room, 'ban')) throw forbid(`You cannot unban user ${target}.`);
      if (power < powerFor(room, 'kick') || powerOf(room, target) >= power) throw forbid(`You cannot kick user ${target}.`);
      return;
    case 'ban':
      if (mine !== 'join') throw forbid(`User ${sender} not in room ${room.id}`);
      if (power < powerFor(room, 'ban') || powerOf(room, target) >= power) throw forbid("You don't have permission to ban");
      return;
    default:
      throw badJson('Invalid membership');
  }
}

function authorizeLevels(room: TwinRoom, { sender, content }: Draft): void {
  const users = content['users'];
  const creator = hasCreators(room) && isContent(users) ? creatorsOf(room).find((id) => id in users) : undefined;
  if (creator !== undefined) throw new Refusal(400, 'M_UNKNOWN', { says: `Creator user ${creator} must not appear in content.users` });
  const old = stateOf(room, 'm.room.power_levels');
  if (old === undefined) return;
  const power = powerOf(room, sender);
  const flat = (levels: Content): ReadonlyMap<string, number> =>
    new Map(
      ['', 'users', 'events'].flatMap((part) => {
        const numbers = part === '' ? levels : partOf(levels, part);
        return Object.keys(numbers).flatMap((key): [string, number][] => {
          const level = numberOf(numbers, key);
          return level === undefined ? [] : [[`${part} ${key}`, level]];
        });
      }),
    );
  const [before, after] = [flat(old), flat(content)];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [was, will] = [before.get(key), after.get(key)];
    if (was === will) continue;
    if ((was ?? 0) > power || (will ?? 0) > power) throw forbid("You don't have permission to add ops level greater than your own");
    if (key.startsWith('users ') && key !== `users ${sender}` && was === power)
      throw forbid("You don't have permission to remove ops level equal to your own");
  }
}

import type { Core } from '../core.ts';
import { redact, send } from '../state/append.ts';
import { createRoom } from '../state/create-room.ts';
import { type Change, changeMembership, join, spreadProfile } from '../state/membership.ts';
import { membershipOf } from '../state/room-state.ts';
import { must, type TwinEvent, type TwinRoom, type TwinUser } from '../state/world.ts';
import type { ChatMessage } from './chat-message.ts';
import { enter, type Named, type Room, toRoom } from './room.ts';
import { type Seat, takeSeat } from './seat.ts';

/** A person. */
export interface Actor extends Named {
  readonly name: string;
  readonly user: TwinUser;
  /** For logging in as that person with a real client. */
  readonly password: string;
  /** Sits down in a room; comes in when not there yet. */
  in(room: Room): Seat;
  /** The private chat with the bot: made by the first look, and the bot invited. */
  readonly dm: Seat;
  edits(message: ChatMessage, text: string): void;
  redacts(message: Named, reason?: string): void;
  reacts(message: ChatMessage, key: string): void;
  /** Takes a reaction back. */
  unreacts(message: ChatMessage, key: string): void;
  /** Makes a room and invites those people (the bot, when absent). */
  opens(
    name: string | undefined,
    how?: { readonly isDirect?: boolean; readonly invited?: readonly Named[]; readonly version?: string; readonly isSpace?: boolean },
  ): Room;
  joins(room: Room): void;
  invites(room: Room, whom?: Named): void;
  removes(room: Room, whom?: Named): void;
  leaves(room: Room, reason?: string): void;
  /** Another name, in every room. */
  renames(name: string): void;
}

export function toActor(core: Core, user: TwinUser): Actor {
  const { world, bot } = core;
  const roomOf = (id: string): TwinRoom => must(world.rooms.get(id), 'room of that message');
  const eventOf = ({ id }: Named): TwinEvent =>
    must(
      [...world.rooms.values()].map((room) => room.byId.get(id)).find((one) => one !== undefined),
      `event ${id}`,
    );
  const change = (room: Room, how: Omit<Change, 'sender'>): void => void changeMembership(core, room.room, { sender: user.id, ...how });
  const actor: Actor = {
    id: user.id,
    name: user.name,
    user,
    password: user.password,
    in(room) {
      enter(core, room.room, user.id);
      return takeSeat(core, user, room);
    },
    get dm() {
      const isOurs = (room: TwinRoom): boolean =>
        room.state.get(`m.room.member\u0000${bot.id}`)?.original.content['is_direct'] === true || directs.has(room);
      const known = [...world.rooms.values()].find(
        (room) => isOurs(room) && membershipOf(room, user.id) === 'join' && ['join', 'invite'].includes(membershipOf(room, bot.id)),
      );
      const room = known ?? actor.opens(undefined, { isDirect: true }).room;
      directs.add(room);
      return takeSeat(core, user, toRoom(core, room));
    },
    edits(message, text) {
      const { event } = message;
      if (event.data.sender !== user.id) throw new Error(`That message is not by ${user.name}.`);
      send(core, roomOf(message.roomId), {
        sender: user.id,
        type: 'm.room.message',
        content: {
          msgtype: 'm.text',
          body: `* ${text}`,
          'm.mentions': {},
          'm.new_content': { msgtype: 'm.text', body: text, 'm.mentions': {} },
          'm.relates_to': { rel_type: 'm.replace', event_id: message.id },
        },
      });
    },
    redacts(message, reason) {
      const { data } = eventOf(message);
      redact(core, roomOf(data.room_id), { sender: user.id, target: data.event_id, reason });
    },
    reacts(message, key) {
      const content = { 'm.relates_to': { rel_type: 'm.annotation', event_id: message.id, key } };
      send(core, roomOf(message.roomId), { sender: user.id, type: 'm.reaction', content });
    },
    unreacts(message, key) {
      const reaction = message.reactions.find((one) => one.key === key && one.by === user.id);
      actor.redacts(must(reaction, `reaction ${key} by ${user.name}`));
    },
    opens(name, { isDirect = false, invited = [bot], version, isSpace = false } = {}) {
      const preset = isDirect ? 'trusted_private_chat' : 'private_chat';
      const creation = isSpace ? { creation: { type: 'm.space' } } : {};
      const guests = invited.map(({ id }) => id);
      return toRoom(core, createRoom(core, { creator: user.id, name, isDirect, preset, version, invited: guests, ...creation }));
    },
    joins: (room) => join(core, room.room, user),
    invites: (room, whom = bot) => change(room, { target: whom.id, membership: 'invite' }),
    removes: (room, whom = bot) => change(room, { target: whom.id, membership: 'leave' }),
    leaves: (room, reason) => change(room, { target: user.id, membership: 'leave', reason }),
    renames(name) {
      user.profile.set('displayname', name);
      spreadProfile(core, user);
    },
  };
  const directs = new Set<TwinRoom>();
  return actor;
}

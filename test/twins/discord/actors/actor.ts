import { ButtonStyle, ComponentType, InteractionType } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { announceDeletion, announceReaction } from '../gateway/message-events.ts';
import { editMessage } from '../message/compose.ts';
import { buttonsOf, labelOf, selectsOf } from '../message/readable.ts';
import { conversationWith } from '../routes/channels.ts';
import { canSee, Right, rightsIn } from '../state/permissions.ts';
import { must, type TwinMessage, type TwinUser } from '../state/world.ts';
import { type Asked, ask, type ShownModal } from './asked.ts';
import { behind, type ChatMessage } from './chat-message.ts';
import { choose, type Entries, fillModal } from './fill-modal.ts';
import { resolve } from './fill-options.ts';
import { type Owners, ownersOf } from './find-command.ts';
import { raise } from './raise.ts';
import { type Named, type Room, toRoom } from './room.ts';
import { type Seat, takeSeat } from './seat.ts';
import { joins } from './server.ts';

export interface On {
  readonly on: ChatMessage;
  /** The person's screen still shows an older state of the message: its buttons then count too. */
  readonly isStale?: boolean;
}

/** A person. */
export interface Actor extends Named {
  readonly name: string;
  readonly mention: string;
  readonly user: TwinUser;
  /** Sits down in a room; comes into its server when not there yet. */
  in(room: Room): Seat;
  /** The conversation with the bot. */
  readonly dm: Seat;
  clicks(label: string, on: On): Asked;
  /** Chooses in a select, named by its placeholder or custom id; values by what stands there. */
  selects(select: string, values: readonly (string | Named)[], on: On): Asked;
  submits(modal: ShownModal, entries?: Entries): Asked;
  edits(message: ChatMessage, text: string): void;
  /** Their own, or anybody's where they may manage messages. */
  deletes(message: ChatMessage): void;
  reacts(message: ChatMessage, emoji: string): void;
  unreacts(message: ChatMessage, emoji: string): void;
  closesDms(isClosed?: boolean): void;
  /** Installs the application for themself, or takes that back. */
  installs(isInstalled?: boolean): void;
}

export function toActor(core: Core, user: TwinUser): Actor {
  const { data } = user;
  const source = ({ on }: On): TwinMessage => {
    const message = behind(on);
    if (message.seenBy !== undefined && message.seenBy !== data.id) throw new Error(`${data.username} does not see that message.`);
    const channel = must(core.world.channels.get(on.channelId), 'channel of that message');
    if (!canSee(core.world, channel, data.id)) throw new Error(`${data.username} does not see #${channel.name}.`);
    return message;
  };
  const press = (
    message: TwinMessage,
    part: { readonly component_type: ComponentType; readonly custom_id: string; readonly values?: readonly string[] },
  ) => {
    const channel = must(core.world.channels.get(message.data.channel_id), 'channel of that message');
    const place = { channel, user };
    const resolved: Record<string, Record<string, unknown>> = {};
    if (part.component_type !== ComponentType.StringSelect) for (const id of part.values ?? []) resolve(core, id, { channel, resolved });
    const owners: Owners = message.data.interaction_metadata?.authorizing_integration_owners ?? ownersOf(core, place, [0, 1]);
    return raise(core, {
      place,
      type: InteractionType.MessageComponent,
      data: { id: 0, ...part, ...(Object.keys(resolved).length > 0 ? { resolved } : {}) },
      owners,
      source: message,
      metadata: { interacted_message_id: message.data.id },
    });
  };
  const click = (label: string, on: On) => {
    const message = source(on);
    const buttons = [message.data, ...(on.isStale === true ? message.past.toReversed() : [])].flatMap(buttonsOf);
    const named = buttons.filter(
      (one) => labelOf(one) === label || ('label' in one && one.label === label) || ('emoji' in one && one.emoji?.name === label),
    );
    const button = named.find((one) => on.isStale === true || one.disabled !== true);
    if (button === undefined || button.style === ButtonStyle.Link || button.style === ButtonStyle.Premium)
      throw new Error(
        `No button ${label} can be pressed there; there are ${buttons.map((one) => `${labelOf(one)}${one.disabled === true ? ' (off)' : ''}`).join(', ') || 'none'}.`,
      );
    return press(message, { component_type: ComponentType.Button, custom_id: button.custom_id });
  };
  const select = (name: string, values: readonly (string | Named)[], on: On) => {
    const message = source(on);
    const found = must(
      selectsOf(message.data).find((one) => (one.placeholder === name || one.custom_id === name) && one.disabled !== true),
      `select called ${name} that can be used there`,
    );
    const words = values.filter((value) => typeof value === 'string');
    const chosen =
      found.type === ComponentType.StringSelect
        ? choose({ options: found.options, entry: words, label: name })
        : values.flatMap((value) => (typeof value === 'string' ? [] : [value.id]));
    if (chosen.length < (found.min_values ?? 1) || chosen.length > (found.max_values ?? 1))
      throw new Error(`${name}: so many cannot be chosen.`);
    return press(message, { component_type: found.type, custom_id: found.custom_id, values: chosen });
  };
  const submit = (modal: ShownModal, entries: Entries) => {
    const { interaction } = modal;
    if (interaction.userId !== data.id) throw new Error(`${data.username} does not have that modal.`);
    return raise(core, {
      place: { channel: interaction.channel, user },
      type: InteractionType.ModalSubmit,
      data: fillModal(core, modal, entries),
      owners: interaction.metadata.authorizing_integration_owners as Owners,
      source: interaction.source,
      metadata: { triggering_interaction_metadata: interaction.metadata },
    });
  };
  const own = (message: ChatMessage): TwinMessage => {
    const found = behind(message);
    if (found.data.author.id !== data.id) throw new Error(`That message is not by ${data.username}.`);
    return found;
  };
  const react = (message: ChatMessage, emoji: string, isSet: boolean): void => {
    const found = source({ on: message });
    const users = found.reactions.get(emoji) ?? new Set();
    found.reactions.set(emoji, users);
    if (isSet) users.add(data.id);
    else users.delete(data.id);
    announceReaction(core, found, { emoji, userId: data.id, change: isSet ? 'ADD' : 'REMOVE' });
  };
  return {
    id: data.id,
    name: data.username,
    mention: `<@${data.id}>`,
    user,
    in(room) {
      const guild = core.world.guilds.get(room.channel.guildId ?? '');
      if (guild !== undefined && !guild.members.has(data.id)) joins(core, guild, data.id);
      return takeSeat(core, user, room);
    },
    get dm() {
      return takeSeat(core, user, toRoom(core, conversationWith(core, data.id)));
    },
    clicks: (label, on) => ask(core, () => click(label, on)),
    selects: (name, values, on) => ask(core, () => select(name, values, on)),
    submits: (modal, entries = {}) => ask(core, () => submit(modal, entries)),
    edits: (message, text) => editMessage(core, own(message), { body: { content: text } }),
    deletes(message) {
      const channel = must(core.world.channels.get(message.channelId), 'channel of that message');
      const mayAll = channel.guildId !== undefined && (rightsIn(core.world, channel, data.id) & Right.ManageMessages) !== 0n;
      const found = mayAll ? source({ on: message }) : own(message);
      found.isDeleted = true;
      announceDeletion(core, found);
    },
    reacts: (message, emoji) => react(message, emoji, true),
    unreacts: (message, emoji) => react(message, emoji, false),
    closesDms(isClosed = true) {
      user.hasClosedDms = isClosed;
    },
    installs(isInstalled = true) {
      if (isInstalled && !core.portal.userInstall) throw new Error('The portal does not offer installing it for oneself.');
      user.hasInstalled = isInstalled;
    },
  };
}

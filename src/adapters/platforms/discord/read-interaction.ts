import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteraction,
  type APIAttachment,
  type APIInteraction,
  type APIUser,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10';
import type { Json } from '../../../core/answers/json.ts';
import type { EventEnvelope } from '../../../core/events/inbound-event.ts';
import type { ParticipantId, Ref, RoomId } from '../../../core/ids.ts';
import type { Knock } from './doorkeeper.ts';
import { displayName, participantOf, roomOf } from './incoming.ts';
import { timeOf, toRef } from './refs.ts';

/** Who did it and where, whatever it was. */
export interface Origin {
  readonly user: APIUser;
  readonly channel: string;
  readonly guild: string | undefined;
  readonly room: RoomId;
  /** The application is not a member there: somebody brought it along, and only they see what it says. */
  readonly isForeign: boolean;
  /** Somebody who may decide for the place, by what Discord says of them there; undefined in a DM. */
  readonly isAdmin: boolean | undefined;
}

/** Manage Channels, Manage Messages, Manage Server, Administrator: any of them decides for a place. */
const adminRights = (1n << 4n) | (1n << 13n) | (1n << 5n) | (1n << 3n);

/** Undefined for what comes from nobody or nowhere. */
export function originOf(interaction: APIInteraction): Origin | undefined {
  const { member, context, authorizing_integration_owners: owners = {} } = interaction;
  const user = member?.user ?? interaction.user;
  const channel = interaction.channel?.id;
  if (user === undefined || channel === undefined) return undefined;
  const guild = interaction.guild_id;
  const isInstalled = owners[ApplicationIntegrationType.GuildInstall] !== undefined;
  const isForeign = context === InteractionContextType.PrivateChannel || (guild !== undefined && !isInstalled);
  return {
    user,
    channel,
    guild,
    room: isForeign ? `discord:user/${user.id}` : roomOf(channel),
    isForeign,
    isAdmin: member === undefined ? undefined : (BigInt(member.permissions) & adminRights) !== 0n,
  };
}

export function knockOf({ channel, member }: APIInteraction, { user, guild, channel: id }: Origin): Knock {
  return { user: user.id, channel: id, guild, roles: member?.roles, told: channel };
}

export function interactionEnvelope(interaction: APIInteraction, origin: Origin, account: ParticipantId): EventEnvelope {
  return {
    id: interaction.id,
    account,
    room: origin.room,
    participant: participantOf(origin.user.id),
    name: interaction.member?.nick ?? displayName(origin.user),
    ...('locale' in interaction && typeof interaction.locale === 'string' ? { locale: interaction.locale } : {}),
    at: timeOf(interaction.id),
  };
}

/** A slash command's words and options, or a menu's entry with what it was opened on. */
export type CalledCommand =
  | {
      readonly kind: 'slash';
      readonly path: string;
      readonly args: Readonly<Record<string, Json>>;
      readonly files: readonly { readonly option: string; readonly file: APIAttachment }[];
    }
  | { readonly kind: 'menu'; readonly name: string; readonly target: Ref | undefined; readonly quote: string | undefined };

export function readCommand({ data, channel }: APIApplicationCommandInteraction): CalledCommand | undefined {
  if (data.type === ApplicationCommandType.Message) {
    const message = data.resolved.messages[data.target_id];
    return {
      kind: 'menu',
      name: data.name,
      target: toRef({ channel: message?.channel_id ?? channel.id, message: data.target_id }),
      // A picture alone is nothing that could be told about.
      quote: message?.content === '' ? undefined : message?.content,
    };
  }
  if (data.type === ApplicationCommandType.User) return { kind: 'menu', name: data.name, target: undefined, quote: undefined };
  if (data.type !== ApplicationCommandType.ChatInput) return undefined;
  const { path, options } = flat(data);
  const args: Record<string, Json> = {};
  const files: { readonly option: string; readonly file: APIAttachment }[] = [];
  for (const option of options) {
    const file = option.type === ApplicationCommandOptionType.Attachment ? data.resolved?.attachments?.[String(option.value)] : undefined;
    if (file === undefined) args[option.name] = option.value;
    else files.push({ option: option.name, file });
  }
  return { kind: 'slash', path, args, files };
}

/** Which option somebody is typing, and what stands in the others. */
export interface Typed {
  readonly command: string;
  readonly option: string;
  readonly typed: string;
  readonly args: Readonly<Record<string, Json>>;
}

export function readTyping({ data }: APIApplicationCommandAutocompleteInteraction): Typed | undefined {
  const { path, options } = flat(data);
  const focused = options.find((option) => option.focused === true);
  if (focused === undefined) return undefined;
  const args = Object.fromEntries(options.filter((option) => option !== focused).map(({ name, value }) => [name, value]));
  return { command: path, option: focused.name, typed: String(focused.value), args };
}

interface GivenOption {
  readonly type: ApplicationCommandOptionType;
  readonly name: string;
  readonly value?: string | number | boolean;
  readonly focused?: boolean;
  readonly options?: readonly GivenOption[];
}
type BasicOption = GivenOption & { readonly value: string | number | boolean };

/** `/personality use name:juno` as its path and its options. */
function flat(data: { readonly name: string; readonly options?: unknown }): {
  readonly path: string;
  readonly options: readonly BasicOption[];
} {
  const options = (data.options ?? []) as readonly GivenOption[];
  const sub = options.find(({ type }) => type === ApplicationCommandOptionType.Subcommand);
  return { path: sub === undefined ? data.name : `${data.name} ${sub.name}`, options: (sub?.options ?? options).filter(hasValue) };
}

function hasValue(option: GivenOption): option is BasicOption {
  return option.value !== undefined;
}

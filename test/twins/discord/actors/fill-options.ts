import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType as Option,
} from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { storeFile, type Upload } from '../message/store-file.ts';
import { toBareMember, toChannel } from '../state/payloads.ts';
import { rightsIn, rightsInGuild } from '../state/permissions.ts';
import type { TwinChannel } from '../state/world.ts';

/** What a person puts into an option: a word, a number, a yes, somebody (with `id`), or a file. */
export type Given = string | number | boolean | Upload | { readonly id: string };
export type Givens = Readonly<Record<string, Given>>;

export interface Filling {
  readonly path: readonly string[];
  readonly givens: Givens;
  readonly channel: TwinChannel;
  /** The option being typed, for suggestions: then nothing is required yet. */
  readonly focused?: string;
}

interface Leaf {
  readonly name: string;
  readonly type: Option;
  readonly value: unknown;
  readonly focused?: true;
}

export interface Filled {
  readonly options: readonly object[];
  readonly resolved: Record<string, Record<string, unknown>>;
}

/** The options of a command as a client sends them; it lets nobody send what does not fit. */
export function fillOptions(core: Core, command: APIApplicationCommand, filling: Filling): Filled {
  let level: readonly APIApplicationCommandOption[] = command.options ?? [];
  const walked: APIApplicationCommandOption[] = [];
  for (const word of filling.path) {
    const next = level.find(({ name, type }) => name === word && (type === Option.Subcommand || type === Option.SubcommandGroup));
    if (next === undefined || !('options' in next || next.type === Option.Subcommand))
      throw new Error(`/${command.name} has no ${word}; it has ${level.map(({ name }) => name).join(', ')}.`);
    walked.push(next);
    level = ('options' in next ? next.options : []) ?? [];
  }
  const basics = level as readonly APIApplicationCommandBasicOption[];
  if (basics.some(({ type }) => (type as Option) <= Option.SubcommandGroup))
    throw new Error(`/${command.name} ${filling.path.join(' ')} needs one of ${basics.map(({ name }) => name).join(', ')}.`);
  const unknown = Object.keys(filling.givens).find((key) => !basics.some(({ name }) => name === key));
  if (unknown !== undefined)
    throw new Error(`/${command.name} has no option ${unknown}; it has ${basics.map(({ name }) => name).join(', ')}.`);
  const resolved: Filled['resolved'] = {};
  const leaves = basics.flatMap((option): readonly Leaf[] => {
    const given = filling.givens[option.name];
    if (given === undefined) {
      if (option.required === true && filling.focused === undefined) throw new Error(`/${command.name} needs ${option.name}.`);
      return [];
    }
    const isFocused = filling.focused === option.name;
    const value = isFocused ? given : read(core, option, { given, channel: filling.channel, resolved });
    return [{ name: option.name, type: option.type, value, ...(isFocused ? { focused: true } : {}) }];
  });
  const options = walked.reduceRight<readonly object[]>((inner, { name, type }) => [{ name, type, options: inner }], leaves);
  return { options, resolved };
}

interface Reading {
  readonly given: Given;
  readonly channel: TwinChannel;
  readonly resolved: Filled['resolved'];
}

function read(core: Core, option: APIApplicationCommandBasicOption, { given, channel, resolved }: Reading): unknown {
  const wrong = (why: string): Error => new Error(`Discord does not take ${JSON.stringify(given)} for ${option.name}: ${why}.`);
  if ('choices' in option && option.choices !== undefined) {
    const chosen = option.choices.find(({ name, value }) => name === given || value === given);
    if (chosen === undefined) throw wrong(`choose one of ${option.choices.map(({ name }) => name).join(', ')}`);
    return chosen.value;
  }
  switch (option.type) {
    case Option.String:
      if (typeof given !== 'string') throw wrong('a text');
      if (given.length < ('min_length' in option ? (option.min_length ?? 0) : 0)) throw wrong('too short');
      if (given.length > ('max_length' in option ? (option.max_length ?? 6000) : 6000)) throw wrong('too long');
      return given;
    case Option.Integer:
    case Option.Number:
      if (typeof given !== 'number' || (option.type === Option.Integer && !Number.isInteger(given))) throw wrong('a number');
      if (('min_value' in option && given < (option.min_value ?? given)) || ('max_value' in option && given > (option.max_value ?? given)))
        throw wrong('out of range');
      return given;
    case Option.Boolean:
      if (typeof given !== 'boolean') throw wrong('yes or no');
      return given;
    case Option.Attachment: {
      if (typeof given !== 'object' || !('bytes' in given)) throw wrong('a file');
      const attachment = storeFile(core, given, { channelId: channel.id, isTemporary: true });
      add(resolved, 'attachments', { [attachment.id]: attachment });
      return attachment.id;
    }
    default:
      if (typeof given !== 'object' || !('id' in given)) throw wrong('somebody or something with an id');
      resolve(core, given.id, { channel, resolved });
      return given.id;
  }
}

const add = (resolved: Filled['resolved'], kind: string, more: Readonly<Record<string, unknown>>): void => {
  resolved[kind] = { ...resolved[kind], ...more };
};

/** Puts whatever an id names beside the values. */
export function resolve(core: Core, id: string, { channel, resolved }: Pick<Reading, 'channel' | 'resolved'>): void {
  const guild = core.world.guilds.get(channel.guildId ?? '');
  const user = core.world.users.get(id);
  const member = guild?.members.get(id);
  const role = guild?.roles.get(id);
  const other = core.world.channels.get(id);
  if (user !== undefined) add(resolved, 'users', { [id]: user.data });
  if (member !== undefined && guild !== undefined) {
    const { deaf: _deaf, mute: _mute, ...bare } = toBareMember(member);
    add(resolved, 'members', { [id]: { ...bare, permissions: String(rightsInGuild(guild, id)) } });
  }
  if (role !== undefined) add(resolved, 'roles', { [id]: role });
  if (other !== undefined)
    add(resolved, 'channels', { [id]: { ...toChannel(core, other), permissions: String(rightsIn(core.world, other, core.bot.id)) } });
}

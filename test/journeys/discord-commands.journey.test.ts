import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandType,
  ApplicationCommandOptionType as Kind,
} from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/core/texts/en.ts';
import type { Actor } from '../twins/discord/actors/actor.ts';
import type { Asked } from '../twins/discord/actors/asked.ts';
import type { ChatMessage } from '../twins/discord/actors/chat-message.ts';
import type { Given, Givens } from '../twins/discord/actors/fill-options.ts';
import type { Seat } from '../twins/discord/actors/seat.ts';
import type { DiscordTwin } from '../twins/discord/discord-twin.ts';
import { commandsKnown, echo, offers, onDiscord } from './discord-bot.ts';
import { until } from './until.ts';

/** How a sentence about a bug of ours begins. */
const broken = en['error-bug'].slice(0, en['error-bug'].indexOf('('));

interface Leaf {
  readonly path: string;
  readonly options: readonly APIApplicationCommandBasicOption[];
}

const basics = (options: readonly APIApplicationCommandOption[] = []) =>
  options.filter((option): option is APIApplicationCommandBasicOption => option.type > Kind.SubcommandGroup);

/** What can be called: the command itself, or each of its subcommands. */
function leavesOf({ name, options = [] }: Pick<APIApplicationCommand, 'name' | 'options'>): readonly Leaf[] {
  const subs = options.flatMap((option) => {
    if (option.type === Kind.Subcommand) return [{ path: `${name} ${option.name}`, options: basics(option.options) }];
    if (option.type !== Kind.SubcommandGroup) return [];
    return leavesOf({ name: `${name} ${option.name}`, options: option.options ?? [] });
  });
  return subs.length > 0 ? subs : [{ path: name, options: basics(options) }];
}

/** Something a person might put in; for a choice each in turn. */
async function givensFor(seat: Seat, { path }: Leaf, option: APIApplicationCommandBasicOption): Promise<readonly Given[]> {
  if ('choices' in option && option.choices !== undefined && option.choices.length > 0) return option.choices.map(({ value }) => value);
  switch (option.type) {
    case Kind.Integer:
    case Kind.Number:
      return [option.min_value ?? 1];
    case Kind.Boolean:
      return [true];
    case Kind.Attachment:
      return [{ name: 'note.txt', bytes: Buffer.from('a note'), contentType: 'text/plain' }];
    case Kind.String: {
      const suggested = option.autocomplete === true ? await seat.completes(path, option.name, '') : [];
      return [suggested[0]?.value ?? 'soup'];
    }
    default:
      throw new Error(`a kind of option this test has no value for: ${option.type}`);
  }
}

/** The calls of one command: with what it needs, with everything, and with every choice there is. */
async function callsOf(seat: Seat, leaf: Leaf): Promise<readonly Givens[]> {
  const given = new Map<string, readonly Given[]>();
  for (const option of leaf.options) given.set(option.name, await givensFor(seat, leaf, option));
  const pick = (names: readonly string[], turn = 0): Givens =>
    Object.fromEntries(
      names.map((name) => {
        const values = given.get(name) ?? [];
        return [name, values[turn % values.length] ?? ''];
      }),
    );
  const all = leaf.options.map(({ name }) => name);
  const needed = leaf.options.filter(({ required }) => required === true).map(({ name }) => name);
  const turns = Math.max(1, ...[...given.values()].map((values) => values.length));
  return [
    pick(needed),
    ...(needed.length === all.length && turns === 1 ? [] : Array.from({ length: turns }, (_, turn) => pick(all, turn))),
  ];
}

/** What stands there for this person, by message and change. */
const standing = (seat: Seat, viewer: Actor): string =>
  seat.room
    .messages(viewer)
    .map(({ id, edits }) => `${id}/${edits}`)
    .join();

/** Waits for the answer: a window, words, or a change of something that stands there. Undefined when it is one. */
async function faultOf(seat: Seat, viewer: Actor, ask: () => Asked): Promise<string | undefined> {
  const before = standing(seat, viewer);
  const { kind, message } = await ask();
  if (kind === 'failed') return 'no answer within three seconds';
  if (kind === 'modal') return undefined;
  try {
    await until(() => message?.isLoading !== true || message.isDeleted, 5_000);
    // An announcement may be taken back where the answer is a change of another message.
    await until(() => standing(seat, viewer) !== before, 5_000);
    return undefined;
  } catch {
    return `${kind}, and nothing came of it`;
  }
}

/** Calls everything that is registered; what got no proper answer. */
async function callEverything(twin: DiscordTwin, seat: Seat, { as, on }: { readonly as: Actor; readonly on: ChatMessage }) {
  const faults: string[] = [];
  let count = 0;
  const call = async (what: string, ask: () => Asked): Promise<void> => {
    const fault = await faultOf(seat, as, ask);
    count += 1;
    if (fault !== undefined) faults.push(`${what}: ${fault}`);
  };
  for (const command of twin.commands) {
    if (command.type === ApplicationCommandType.Message) await call(command.name, () => seat.menu(command.name, on));
    if (command.type === ApplicationCommandType.User) await call(command.name, () => seat.menu(command.name, as));
    if (command.type !== ApplicationCommandType.ChatInput) continue;
    for (const leaf of leavesOf(command))
      for (const givens of await callsOf(seat, leaf))
        await call(`/${leaf.path} ${Object.keys(givens).join(' ')}`, () => seat.slash(leaf.path, givens));
  }
  return { faults, count };
}

describe('every command by slash', () => {
  it('the operator in a DM', async () => {
    const { twin, start } = await onDiscord(echo);
    twin.guild('Den');
    const { owner } = twin;
    await start({ MIACHAT_OWNERS: `discord:${owner.id}` });
    await commandsKnown(twin);
    await owner.dm.says('hello there');
    const answer = await owner.dm.sees('You said: hello there');
    await offers(answer, 'Retry');
    const { faults, count } = await callEverything(twin, owner.dm, { as: owner, on: answer });
    expect(faults).toEqual([]);
    expect(count).toBeGreaterThan(twin.commands.length);
    expect(owner.dm.transcript()).not.toContain(broken);
    twin.noRefusals();
    twin.noPings();
  }, 60_000);

  it('a member in a channel', async () => {
    const { twin, start } = await onDiscord(echo);
    const den = twin.guild('Den').channel('lore');
    const ada = twin.user('ada');
    await start();
    await commandsKnown(twin);
    await ada.in(den).mentions(twin.bot, 'hello there');
    const answer = await den.sees('You said: hello there');
    await offers(answer, 'Retry');
    const { faults, count } = await callEverything(twin, ada.in(den), { as: ada, on: answer });
    expect(faults).toEqual([]);
    expect(count).toBeGreaterThan(twin.commands.length);
    expect(den.transcript()).not.toContain(broken);
    twin.noRefusals();
    twin.noPings();
  }, 60_000);
});

import type { APIApplicationCommand, RESTPostAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';
import { z } from 'zod';
import { assertInstallable, commandsOf, writeCommand } from '../command-book.ts';
import type { Core } from '../core.ts';
import { type Call, done, ok, type Reply, type Route } from '../http/route.ts';
import { Codes, Refusal, refuseField } from '../refusal.ts';
import { checkForm } from '../schemas/check-form.ts';
import { command as commandForm } from '../schemas/command.ts';
import { guildFor } from './access.ts';

type Wanted = RESTPostAPIApplicationCommandsJSONBody;

/** Undefined for the commands that are everywhere. */
function scope({ core, param }: Call): string | undefined {
  if (param('application') !== core.bot.id) throw new Refusal(Codes.UnknownApplication);
  return param('guild') === '' ? undefined : guildFor(core, param('guild')).id;
}

function find(call: Call): APIApplicationCommand {
  const guildId = scope(call);
  const found = commandsOf(call.core.commands, guildId).find(({ id }) => id === call.param('command'));
  if (found === undefined) throw new Refusal(Codes.UnknownApplicationCommand);
  return found;
}

/** Localizations are shown only to whoever asks for them. */
function show(query: URLSearchParams, found: APIApplicationCommand): unknown {
  if (query.get('with_localizations') === 'true') return found;
  const plain = (part: object): object =>
    Object.fromEntries(
      Object.entries(part)
        .filter(([key]) => !key.endsWith('_localizations'))
        .map(([key, value]) => [key, (key === 'options' || key === 'choices') && Array.isArray(value) ? value.map(plain) : value]),
    );
  return plain(found);
}

function read(core: Core, body: unknown, guildId: string | undefined): Wanted {
  const wanted = checkForm<Wanted>(commandForm, body);
  assertInstallable(core, wanted);
  if (guildId !== undefined && (wanted.contexts ?? wanted.integration_types) !== undefined)
    throw refuseField(['contexts'], { code: 'TWIN_UNKNOWN_FIELD', message: "A server's command has no contexts" });
  return wanted;
}

function create(call: Call): Reply {
  const guildId = scope(call);
  const written = writeCommand(call.core, read(call.core, call.body, guildId), guildId);
  call.core.commands.writes += 1;
  return { status: written.isNew ? 201 : 200, body: written.command };
}

function patch(call: Call): Reply {
  const { core } = call;
  const old = find(call);
  const { id: _id, application_id: _application, version: _version, guild_id: guildId, dm_permission: _dm, ...fields } = old;
  const isMenu = old.type !== 1;
  const frame = guildId === undefined ? fields : { ...fields, contexts: undefined, integration_types: undefined };
  const merged = {
    ...frame,
    ...(isMenu ? { description: undefined, description_localizations: undefined } : {}),
    ...(call.body as object),
  };
  const wanted = read(core, Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)), guildId);
  const taken = commandsOf(core.commands, guildId).some(({ id, name, type }) => id !== old.id && name === wanted.name && type === old.type);
  if (taken) throw new Refusal(Codes.ApplicationCommandWithThatNameAlreadyExists);
  core.commands.all.set(old.id, { ...old, name: wanted.name });
  core.commands.writes += 1;
  return ok(writeCommand(core, wanted, guildId).command);
}

function remove(call: Call): Reply {
  call.core.commands.all.delete(find(call).id);
  call.core.commands.writes += 1;
  return done;
}

/** Writes the whole list: what is not in it is gone. */
function replaceAll(call: Call): Reply {
  const { core } = call;
  const guildId = scope(call);
  const list = checkForm<readonly Wanted[]>(z.array(commandForm).max(131), call.body);
  const keys = list.map(({ type, name }) => `${type ?? 1} ${name}`);
  for (const [at, wanted] of list.entries()) {
    assertInstallable(core, wanted, [at]);
    if (keys.indexOf(keys[at] ?? '') !== at)
      throw refuseField([at, 'name'], { code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message: 'Application command names must be unique' });
  }
  for (const old of commandsOf(core.commands, guildId)) if (!keys.includes(`${old.type} ${old.name}`)) core.commands.all.delete(old.id);
  core.commands.writes += 1;
  return ok(list.map((wanted) => writeCommand(core, wanted, guildId).command));
}

const bases = ['/applications/:application/commands', '/applications/:application/guilds/:guild/commands'] as const;

/** Commands, everywhere and in one server. */
export const commandRoutes: readonly Route[] = bases.flatMap((path): readonly Route[] => [
  { method: 'GET', path, handle: (call) => ok(commandsOf(call.core.commands, scope(call)).map((one) => show(call.query, one))) },
  { method: 'POST', path, handle: create },
  { method: 'PUT', path, handle: replaceAll },
  { method: 'GET', path: `${path}/:command`, handle: (call) => ok(show(new URLSearchParams('with_localizations=true'), find(call))) },
  { method: 'PATCH', path: `${path}/:command`, handle: patch },
  { method: 'DELETE', path: `${path}/:command`, handle: remove },
]);

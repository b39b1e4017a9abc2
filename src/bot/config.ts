import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { ZodObject, z } from 'zod';
import { BotError } from '../core/errors.ts';
import { nearestWord } from '../core/events/nearest-word.ts';
import type { PlatformPart, ProviderPart } from '../core/ports/part.ts';
import { baseSettings } from './base-settings.ts';
import { discover, type Shape } from './discover.ts';
import { plannedSettings } from './planned-settings.ts';
import { readSettings } from './read-settings.ts';
import { type Variable, variablesOf } from './variables.ts';

const platformShape: Shape = { name: 'string', settings: 'object', wanted: 'function', create: 'function' };
const providerShape: Shape = { name: 'string', settings: 'object', configured: 'function', create: 'function' };

export interface Parts {
  readonly platforms: readonly PlatformPart[];
  readonly providers: readonly ProviderPart[];
}

/** Every platform and provider folder there is. */
export async function discoverParts(): Promise<Parts> {
  const adapters = new URL('../adapters/', import.meta.url);
  const [platforms, providers] = await Promise.all([
    discover<PlatformPart>(new URL('platforms', adapters), platformShape),
    discover<ProviderPart>(new URL('providers', adapters), providerShape),
  ]);
  return { platforms, providers };
}

export interface Config {
  readonly base: z.infer<typeof baseSettings>;
  /** The settings of one part, strict: a broken value stops the start with the variable's name. */
  of<Settings extends ZodObject>(schema: Settings): z.infer<Settings>;
  /** Variables that the environment or `.env` sets; what `connect` has kept is not among them. */
  readonly given: ReadonlySet<string>;
  /** Variables of our own prefix that nothing reads, with what was probably meant. */
  readonly strangers: readonly { readonly name: string; readonly near: string | undefined }[];
}

/**
 * Reads the environment; a file `.env` in the working folder fills what the environment leaves open, and what `connect` has kept (`stored`)
 * fills what is left then.
 */
export function readConfig(parts: Parts, stored: Readonly<Record<string, string>> = {}, given: NodeJS.ProcessEnv = process.env): Config {
  const own = { ...readDotEnv(), ...given };
  const env = { ...stored, ...own };
  const names = variablesIn(parts).map(({ name }) => name);
  const strangers = Object.keys(env).filter((name) => name.startsWith('MIACHAT_') && !names.includes(name));
  for (const schema of plannedSettings) readSettings(schema, env);
  return {
    base: readSettings(baseSettings, env),
    of: (schema) => readSettings(schema, env),
    given: new Set(Object.keys(own)),
    strangers: strangers.map((name) => ({
      name,
      near: nearestWord(
        name.toLowerCase(),
        names.map((known) => known.toLowerCase()),
      )?.toUpperCase(),
    })),
  };
}

function readDotEnv(): NodeJS.ProcessEnv {
  if (!existsSync('.env')) return {};
  try {
    return parseEnv(readFileSync('.env', 'utf8'));
  } catch (cause) {
    throw new BotError('settings-invalid', 'The file .env cannot be read.', { field: '.env', cause });
  }
}

/** Every variable the bot knows, the base ones first, for `.env.example`. */
export async function collectVariables(): Promise<readonly Variable[]> {
  return variablesIn(await discoverParts());
}

/** Variables that are secrets, by their schemas. */
export function secretNames(parts: Parts): ReadonlySet<string> {
  return new Set(variablesIn(parts).flatMap(({ name, isSecret }) => (isSecret ? [name] : [])));
}

function variablesIn({ platforms, providers }: Parts): readonly Variable[] {
  const own = [...platforms, ...providers].flatMap(({ name, settings }) => variablesOf(settings, name));
  return [...variablesOf(baseSettings, 'bot'), ...own, ...plannedSettings.flatMap((schema) => variablesOf(schema, 'later'))];
}

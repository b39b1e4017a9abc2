import { z } from 'zod';
import type { Access } from '../answers/access.ts';
import { exposures } from '../ports/provider.ts';
import type { Localized } from '../texts/localized.ts';
import type { StoredLevel } from './levels.ts';
import { forEver } from './quiet.ts';

const line = (most: number) => z.string().trim().max(most);

/** The zone must be one the runtime knows, e.g. `Europe/Berlin`. */
const timeZone = z.string().refine(isTimeZone, { error: 'unknown time zone' });

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** One key: its type, what holds when nobody set it, where it may be set and by whom. */
interface SettingDefinition<Schema extends z.ZodType> {
  readonly schema: Schema;
  readonly standard: z.infer<Schema>;
  /** Level → who may set it there; levels that are missing do not take it. */
  readonly levels: Partial<Record<StoredLevel, Access>>;
  readonly summary: Localized;
  /** It is shown and set in a place of its own, not among everything else. */
  readonly isApart?: true;
  /** Of several levels the highest number holds, whoever stands nearer: a limit is not undone from below. */
  readonly isHighest?: true;
  /** Of several levels the one that comes first in this list holds: a promise is not undone from anywhere. */
  readonly strictest?: readonly string[];
}

/** A number that may not be passed; `none`: there is no limit. Whoever is limited does not decide it. */
function limit(owner: 'person' | 'room' | 'bot', standard: number | 'none', summary: Localized) {
  const levels: Partial<Record<StoredLevel, Access>> = owner === 'bot' ? {} : { [owner]: 'operator' };
  const schema = z.union([z.literal('none'), z.int().min(0).max(Number.MAX_SAFE_INTEGER)]);
  return setting<typeof schema>({ schema, standard, summary, levels: { ...levels, operator: 'operator' }, isApart: true });
}

function setting<Schema extends z.ZodType>(definition: SettingDefinition<Schema>): SettingDefinition<Schema> {
  return definition;
}

/** Every setting there is. Unknown keys are refused everywhere. An empty text means that nothing is set. */
export const settingDefinitions = {
  personality: setting({
    schema: line(64),
    standard: '',
    levels: { room: 'room-admin', community: 'room-admin', operator: 'operator' },
    summary: { en: 'who answers here', de: 'wer hier antwortet' },
  }),
  cast: setting({
    schema: z.array(line(64)).max(20),
    standard: [],
    levels: { room: 'room-admin' },
    summary: { en: 'who else may be called here', de: 'wer hier noch gerufen werden kann' },
  }),
  provider: setting({
    schema: line(40),
    standard: '',
    levels: { person: 'anyone', personality: 'anyone', room: 'room-admin', community: 'room-admin', operator: 'operator' },
    summary: { en: 'through what the model is reached', de: 'worüber das Modell erreicht wird' },
  }),
  model: setting({
    schema: line(200),
    standard: '',
    levels: { person: 'anyone', personality: 'anyone', room: 'room-admin', community: 'room-admin', operator: 'operator' },
    summary: { en: 'the model of that provider', de: 'das Modell dort' },
  }),
  /** How far words may travel at most; empty: as far as the operator lets them. */
  ceiling: setting({
    isApart: true,
    schema: z.enum(['', 'loopback', 'lan', 'cloud']),
    standard: '',
    levels: { person: 'anyone', personality: 'anyone', room: 'room-admin', community: 'room-admin', operator: 'operator' },
    summary: { en: 'how far your words may travel', de: 'wie weit deine Worte reisen dürfen' },
    strictest: exposures,
  }),
  cloud: setting({
    isApart: true,
    schema: z.array(line(40)).max(50),
    standard: [],
    levels: { person: 'anyone' },
    summary: { en: 'companies you let your words go to', de: 'Firmen, an die deine Worte gehen dürfen' },
  }),
  'cloud-no': setting({
    isApart: true,
    schema: z.array(line(40)).max(50),
    standard: [],
    levels: { person: 'anyone' },
    summary: { en: 'companies you said no to', de: 'Firmen, zu denen du nein gesagt hast' },
  }),
  language: setting({
    schema: z.enum(['', 'en', 'de']),
    standard: '',
    levels: { person: 'anyone', room: 'room-admin', operator: 'operator' },
    summary: { en: 'language of my own sentences', de: 'Sprache meiner eigenen Sätze' },
  }),
  name: setting({
    schema: line(80),
    standard: '',
    levels: { person: 'anyone' },
    summary: { en: 'what I call you', de: 'wie ich dich nenne' },
  }),
  pronouns: setting({
    schema: line(40),
    standard: '',
    levels: { person: 'anyone' },
    summary: { en: 'your pronouns', de: 'deine Pronomen' },
  }),
  about: setting({
    schema: line(1000),
    standard: '',
    levels: { person: 'anyone' },
    summary: { en: 'about you, in your words', de: 'über dich, in deinen Worten' },
  }),
  'time-zone': setting({
    schema: z.union([z.literal(''), timeZone]),
    standard: '',
    levels: { person: 'anyone', room: 'room-admin', operator: 'operator' },
    summary: { en: 'your time zone', de: 'deine Zeitzone' },
  }),
  remember: setting({
    schema: z.enum(['everything', 'asked', 'nothing']),
    standard: 'everything',
    levels: { person: 'anyone' },
    summary: { en: 'how much I may remember', de: 'wie viel ich behalten darf' },
  }),
  notice: setting({
    schema: z.enum(['first', 'daily', 'daily+3h']),
    standard: 'daily+3h',
    levels: { operator: 'operator' },
    summary: { en: 'how often I say that I am an AI', de: 'wie oft ich sage, dass ich eine KI bin' },
  }),
  streaming: setting({
    schema: z.enum(['on', 'off']),
    standard: 'on',
    levels: { room: 'room-admin', community: 'room-admin', operator: 'operator' },
    summary: { en: 'whether replies grow as they are written', de: 'ob Antworten beim Schreiben wachsen' },
  }),
  replies: setting({
    schema: z.enum(['here', 'thread']),
    standard: 'here',
    levels: { room: 'room-admin', community: 'room-admin', operator: 'operator' },
    summary: { en: 'where replies go', de: 'wohin Antworten gehen' },
  }),
  /** Milliseconds since the epoch; past: not quiet. */
  'quiet-until': setting({
    schema: z.int().min(0).max(forEver),
    standard: 0,
    levels: { room: 'room-admin' },
    summary: { en: 'until when I am quiet here', de: 'bis wann ich hier still bin' },
    isHighest: true,
  }),
  'person-messages': limit('person', 60, { en: 'messages of one person in a minute', de: 'Nachrichten einer Person in der Minute' }),
  'person-tokens': limit('person', 'none', { en: 'tokens of one person in a day', de: 'Token einer Person am Tag' }),
  'person-money': limit('person', 'none', { en: 'money of one person in a day', de: 'Geld einer Person am Tag' }),
  'room-messages': limit('room', 'none', { en: 'messages in one place in a minute', de: 'Nachrichten an einem Ort in der Minute' }),
  'room-tokens': limit('room', 'none', { en: 'tokens of one place in a day', de: 'Token eines Orts am Tag' }),
  'room-money': limit('room', 'none', { en: 'money of one place in a day', de: 'Geld eines Orts am Tag' }),
  'bot-messages': limit('bot', 'none', { en: 'messages of everybody in a minute', de: 'Nachrichten aller in der Minute' }),
  'bot-tokens': limit('bot', 'none', { en: 'tokens of everybody in a day', de: 'Token aller am Tag' }),
  'bot-money': limit('bot', 'none', { en: 'money of everybody in a day', de: 'Geld aller am Tag' }),
} as const;

export type SettingKey = keyof typeof settingDefinitions;
export type SettingValues = { readonly [Key in SettingKey]: z.infer<(typeof settingDefinitions)[Key]['schema']> };

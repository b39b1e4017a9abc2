import type { Action } from '../../answers/action.ts';
import type { Answer } from '../../answers/answer.ts';
import type { Choice } from '../../answers/choice.ts';
import { BotError } from '../../errors.ts';
import { operatorOwner } from '../../settings/levels.ts';
import { settingDefinitions } from '../../settings/setting-definitions.ts';
import { answering } from '../answering.ts';
import { type Call, textOf } from '../call.ts';
import type { CommandNeeds, Tell } from '../command-needs.ts';
import { demand } from '../may-call.ts';
import type { Option } from '../option.ts';
import { settingsTexts } from './texts.ts';

/** For whom one may choose, as far as their rights go. */
export const scopes = ['person', 'room', 'personality', 'operator'] as const;
export type Scope = (typeof scopes)[number];

/** For whom a choice of a provider or model holds. */
export const scopeOption: Option = {
  name: 'scope',
  kind: 'choice',
  summary: { en: 'for whom; you, if not said', de: 'für wen; dich, wenn nichts gesagt ist' },
  choices: [
    { value: 'person', label: { en: 'you, everywhere', de: 'dich, überall' } },
    { value: 'room', label: { en: 'this place', de: 'diesen Ort' } },
    { value: 'personality', label: { en: 'who answers here, wherever', de: 'wer hier antwortet, überall' } },
    { value: 'operator', label: { en: 'the whole bot', de: 'den ganzen Bot' } },
  ],
};

/** So many of a list can be pressed: as many as every platform has signs for. */
export const mostActions = 10;

/** Chooses one of a list for whoever presses it. */
export function pick(key: 'provider' | 'model', value: string): Action {
  return { label: value, icon: 'one', press: { command: `settings ${key}`, args: { [key]: value } }, by: 'asker' };
}

/** What else can be typed in the place of a name. */
export function unsetChoice(tell: Tell): Choice {
  return { value: 'unset', label: tell(settingsTexts.unset, {}) };
}

/** Sets or clears one of the two at the scope the call names. */
export async function setOne(
  call: Call,
  needs: CommandNeeds,
  { key, value }: { readonly key: 'provider' | 'model'; readonly value: string | undefined },
): Promise<Answer> {
  // A model belongs to one provider: another provider picks its own.
  return set(call, needs, key === 'provider' ? { provider: value, model: undefined } : { model: value });
}

/** Sets or clears both. */
export async function setWish(
  call: Call,
  needs: CommandNeeds,
  wish: { readonly provider: string | undefined; readonly model: string | undefined },
): Promise<Answer> {
  return set(call, needs, wish);
}

type Wish = Partial<Readonly<Record<'provider' | 'model', string | undefined>>>;

async function set(call: Call, needs: CommandNeeds, wish: Wish): Promise<Answer> {
  const { store, clock, settings, tell } = needs;
  const { caller } = call;
  const scope = readScope(call);
  const keys = (['provider', 'model'] as const).filter((key) => key in wish);
  for (const key of keys) demand(caller, settingDefinitions[key].levels[scope] ?? 'operator');
  const owner = await ownerOf(scope, call, needs);
  await store.commit(keys.map((key) => ({ write: 'setting', level: scope, owner, key, value: wish[key], at: clock.now() })));
  const place = tell<string>(settingsTexts[`scope-${scope}`], {});
  // That its model went with a provider needs no line of its own.
  const told = keys.filter((key) => wish[key] !== undefined || keys.length === 1 || (key === 'provider' && wish.model === undefined));
  const lines = told.map((key) => {
    const value = wish[key];
    const what = tell<string>(settingsTexts[key], {});
    return value === undefined
      ? tell(settingsTexts.cleared, { what, scope: place })
      : tell(settingsTexts.set, { what, value, scope: place });
  });
  const operators = scope === 'operator' ? await settings.resolve({ person: '', room: caller.room }) : undefined;
  const isOverruled = keys.some((key) => operators?.from(key) === 'environment');
  const back: Action = {
    label: tell(settingsTexts['show-action'], {}),
    icon: 'show',
    press: { command: 'settings show', args: {} },
    by: 'asker',
  };
  const isKeyless = scope === 'person' && (await lacksKey(needs, caller.person, wish.provider));
  if (isKeyless) lines.push(tell(settingsTexts['needs-key'], { provider: wish.provider ?? '' }));
  return { kind: 'text', body: [...lines, ...(isOverruled ? [tell(settingsTexts['env-wins'], {})] : [])].join('\n'), actions: [back] };
}

/** It is reached with one's own key alone, and this person has brought none. */
async function lacksKey({ models, keys }: CommandNeeds, person: string, provider: string | undefined): Promise<boolean> {
  const chosen = models.providers().find((status) => status.provider.name === provider)?.provider;
  if (chosen?.keys?.hasOperators !== false) return false;
  return (await keys.of(person)).every((key) => key.provider !== chosen.name);
}

function readScope(call: Call): Scope {
  const named = textOf(call, 'scope');
  return scopes.find((scope) => scope === named) ?? 'person';
}

/** Whose setting it becomes. A personality's is for whoever may change it, and the operator. */
async function ownerOf(scope: Scope, { caller }: Call, needs: CommandNeeds): Promise<string> {
  if (scope === 'person') return caller.person;
  if (scope === 'room') return caller.room;
  if (scope === 'operator') return operatorOwner;
  const { id } = await answering(needs, caller);
  const entry = await needs.library.entry(id);
  if (!caller.isOperator && entry?.owner !== caller.person) throw notTheirs();
  return id;
}

function notTheirs(): BotError {
  return new BotError('not-allowed', 'not their personality', {
    advice: {
      en: 'For a personality only who made it may choose, and the operator of this bot.',
      de: 'Für eine Persönlichkeit darf nur wählen, wer sie gemacht hat, und wer diesen Bot betreibt.',
    },
  });
}

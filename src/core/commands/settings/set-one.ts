import type { Answer } from '../../answers/answer.ts';
import type { Choice } from '../../answers/choice.ts';
import { operatorOwner } from '../../settings/levels.ts';
import { settingDefinitions } from '../../settings/setting-definitions.ts';
import { type Call, textOf } from '../call.ts';
import type { CommandNeeds, Tell } from '../command-needs.ts';
import { demand } from '../may-call.ts';
import type { Option } from '../option.ts';
import { settingsTexts } from './texts.ts';

/** For whom a choice of a provider or model holds. */
export const scopeOption: Option = {
  name: 'scope',
  kind: 'choice',
  summary: { en: 'for whom; you, if not said', de: 'für wen; dich, wenn nichts gesagt ist' },
  choices: [
    { value: 'person', label: { en: 'you, everywhere', de: 'dich, überall' } },
    { value: 'room', label: { en: 'this place', de: 'diesen Ort' } },
    { value: 'operator', label: { en: 'the whole bot', de: 'den ganzen Bot' } },
  ],
};

/** What else can be typed in the place of a name. */
export function unsetChoice(tell: Tell): Choice {
  return { value: 'unset', label: tell(settingsTexts.unset, {}) };
}

/** Sets or clears one of the two at the scope the call names. */
export async function setOne(
  call: Call,
  { store, clock, settings, tell }: CommandNeeds,
  { key, value }: { readonly key: 'provider' | 'model'; readonly value: string | undefined },
): Promise<Answer> {
  const { caller } = call;
  const scope = (textOf(call, 'scope') ?? 'person') as 'person' | 'room' | 'operator';
  demand(caller, settingDefinitions[key].levels[scope] ?? 'operator');
  const owner = { person: caller.person, room: caller.room, operator: operatorOwner }[scope];
  await store.commit([
    { write: 'setting', level: scope, owner, key, value, at: clock.now() },
    // A model belongs to one provider: another provider picks its own.
    ...(key === 'provider' ? [{ write: 'setting', level: scope, owner, key: 'model', value: undefined, at: clock.now() } as const] : []),
  ]);
  const what = tell(settingsTexts[key], {});
  const place = tell(settingsTexts[`scope-${scope}`], {});
  const done =
    value === undefined ? tell(settingsTexts.cleared, { what, scope: place }) : tell(settingsTexts.set, { what, value, scope: place });
  const isOverruled = scope === 'operator' && (await settings.resolve({ person: '', room: caller.room })).from(key) === 'environment';
  return { kind: 'text', body: isOverruled ? `${done}\n${tell(settingsTexts['env-wins'], {})}` : done };
}

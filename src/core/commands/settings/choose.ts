import type { Form } from '../../answers/form.ts';
import type { KeptKey } from '../../ports/key-keeper.ts';
import { settingDefinitions } from '../../settings/setting-definitions.ts';
import { type Caller, textOf } from '../call.ts';
import type { Command } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { reaches } from '../may-call.ts';
import { unknownModel } from './model.ts';
import { unknownProvider } from './provider.ts';
import { costOf, healthOf } from './provider-lines.ts';
import { scopeOption, scopes, setWish } from './set-one.ts';
import { settingsTexts as texts } from './texts.ts';

/** What a list may hold everywhere. */
const mostOptions = 24;

export const choose: Command = {
  name: 'choose',
  summary: { en: 'Choose provider and model from a list.', de: 'Anbieter und Modell aus einer Liste wählen.' },
  examples: ['settings choose'],
  options: [
    { name: 'value', kind: 'word', summary: { en: 'PROVIDER or PROVIDER/MODEL', de: 'ANBIETER oder ANBIETER/MODELL' }, maxLength: 240 },
    scopeOption,
  ],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  opens: 'form',
  async *run(call, needs) {
    // A choice that is still being made holds for nobody.
    if (call.isPartial) return;
    const value = textOf(call, 'value');
    if (value === undefined) {
      yield { kind: 'form', form: await form(call.caller, needs) };
      return;
    }
    const [provider = '', ...rest] = value.split('/');
    const model = rest.length === 0 ? undefined : rest.join('/');
    if (provider === 'unset') {
      yield await setWish(call, needs, { provider: undefined, model: undefined });
      return;
    }
    const names = needs.models.providers().map(({ provider: { name } }) => name);
    if (!names.includes(provider)) throw unknownProvider(provider, names);
    const known = needs.models.models(provider);
    if (model !== undefined && known.length > 0 && !known.some(({ id }) => id === model)) throw unknownModel(model, known);
    yield await setWish(call, needs, { provider, model });
  },
};

/** One list for both: a model belongs to its provider. */
async function form(caller: Caller, needs: CommandNeeds): Promise<Form> {
  const { clock, tell } = needs;
  const allowed = scopes.filter((scope) => reaches(caller, settingDefinitions.provider.levels[scope] ?? 'operator'));
  return {
    id: clock.id(),
    revision: 0,
    title: tell(texts['choose-title'], {}),
    sections: [
      {
        title: tell(texts['choose-title'], {}),
        fields: [
          {
            id: 'value',
            label: tell(texts['choose-label'], {}),
            help: tell(texts['choose-help'], {}),
            kind: 'choice',
            limits: { required: true, options: optionsFor(needs, await needs.keys.of(caller.person)) },
          },
          {
            id: 'scope',
            label: tell(texts['choose-scope'], {}),
            help: '',
            kind: 'choice',
            value: 'person',
            limits: {
              required: true,
              options: allowed.map((scope) => ({ value: scope, label: tell<string>(texts[`scope-${scope}`], {}) })),
            },
          },
        ],
      },
    ],
    submit: { command: 'settings choose', args: {} },
    again: 'settings choose',
  };
}

/** Every provider as it is now, each followed by its models. */
function optionsFor(
  { models, watch, tell }: CommandNeeds,
  kept: readonly KeptKey[],
): readonly { readonly value: string; readonly label: string }[] {
  const all = models.providers().flatMap((status) => {
    const { name } = status.provider;
    const own = models.models(name).map((model) => ({
      value: `${name}/${model.id}`,
      label: [`${name} · ${model.id}`, costOf(model, tell)].filter((part) => part !== undefined).join(' · '),
    }));
    const state = tell<string>(texts[healthOf(status, watch, kept)], {});
    return [{ value: name, label: tell(texts['choose-any'], { provider: name, state }) }, ...own];
  });
  return [{ value: 'unset', label: tell(texts.unset, {}) }, ...all.slice(0, mostOptions - 1)];
}

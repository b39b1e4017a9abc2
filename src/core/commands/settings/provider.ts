import { BotError } from '../../errors.ts';
import { nearestWord } from '../../events/nearest-word.ts';
import { literal } from '../../texts/literal.ts';
import { textOf } from '../call.ts';
import type { Command } from '../command.ts';
import { mostActions, pick, scopeOption, setOne, unsetChoice } from './set-one.ts';
import { settingsTexts } from './texts.ts';

export const provider: Command = {
  name: 'provider',
  summary: { en: 'Through what the model is reached: see and choose.', de: 'Worüber das Modell erreicht wird: ansehen und wählen.' },
  details: { en: '“unset” goes back to what holds without you.', de: '„unset“ kehrt zu dem zurück, was ohne dich gilt.' },
  examples: ['settings provider', 'settings provider unset'],
  options: [
    { name: 'provider', kind: 'word', summary: { en: 'its name, or unset', de: 'sein Name, oder unset' }, completes: true },
    scopeOption,
  ],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run(call, needs) {
    const { models, tell } = needs;
    const named = textOf(call, 'provider')?.toLowerCase();
    const known = models.providers();
    if (named === undefined) {
      const lines = known.map(({ provider: { name }, health }) => {
        const state =
          health === undefined
            ? tell(settingsTexts.ready, {})
            : health.state === 'up'
              ? tell(health.summary, {})
              : tell(settingsTexts.down, {});
        return tell(settingsTexts['provider-line'], { name, state });
      });
      const actions = known.slice(0, mostActions).map(({ provider: { name } }) => pick('provider', name));
      yield { kind: 'text', body: [tell(settingsTexts.providers, {}), ...lines].join('\n'), actions };
      return;
    }
    const names = known.map(({ provider: { name } }) => name);
    if (named !== 'unset' && !names.includes(named)) throw unknownProvider(named, names);
    yield await setOne(call, needs, { key: 'provider', value: named === 'unset' ? undefined : named });
  },
  async complete({ typed }, { models, tell }) {
    const known = models
      .providers()
      .map(({ provider: { name }, health }) => ({ value: name, label: health?.state === 'up' ? tell(health.summary, {}) : name }));
    return [...known, unsetChoice(tell)].filter(({ value }) => value.startsWith(typed.toLowerCase()));
  },
};

export function unknownProvider(named: string, names: readonly string[]): BotError {
  const near = nearestWord(named, names);
  const list = literal(names.join(', '));
  const shown = literal(named.slice(0, 40));
  return new BotError('invalid-option', 'no such provider', {
    field: 'provider',
    advice: {
      en: `I don''t know the provider ${shown}.${near === undefined ? '' : ` Did you mean ${literal(near)}?`} There are: ${list}.`,
      de: `Den Anbieter ${shown} kenne ich nicht.${near === undefined ? '' : ` Meintest du ${literal(near)}?`} Es gibt: ${list}.`,
    },
  });
}

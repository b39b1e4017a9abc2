import { BotError } from '../../errors.ts';
import { nearestWord } from '../../events/nearest-word.ts';
import { literal } from '../../texts/literal.ts';
import { type Call, textOf } from '../call.ts';
import type { Command } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { mostActions, pick, scopeOption, setOne, unsetChoice } from './set-one.ts';
import { settingsTexts } from './texts.ts';

export const model: Command = {
  name: 'model',
  summary: { en: 'Which model answers: see and choose.', de: 'Welches Modell antwortet: ansehen und wählen.' },
  details: { en: '“unset” goes back to what holds without you.', de: '„unset“ kehrt zu dem zurück, was ohne dich gilt.' },
  examples: ['settings model', 'settings model llama3.2:3b', 'settings model unset'],
  options: [
    { name: 'model', kind: 'word', summary: { en: 'its name, or unset', de: 'sein Name, oder unset' }, maxLength: 200, completes: true },
    scopeOption,
  ],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run(call, needs) {
    const { tell } = needs;
    const named = textOf(call, 'model');
    const known = await modelsFor(call, needs);
    if (named === undefined) {
      const lines = known.map(({ id, loaded }) =>
        tell(settingsTexts['model-line'], { name: id, note: loaded === true ? tell(settingsTexts.loaded, {}) : '' }),
      );
      yield {
        kind: 'text',
        body: lines.length === 0 ? tell(settingsTexts['no-models'], {}) : [tell(settingsTexts.models, {}), ...lines].join('\n'),
        actions: known.slice(0, mostActions).map(({ id }) => pick('model', id)),
      };
      return;
    }
    if (named !== 'unset' && known.length > 0 && !known.some(({ id }) => id === named)) throw unknownModel(named, known);
    yield await setOne(call, needs, { key: 'model', value: named === 'unset' ? undefined : named });
  },
  async complete({ typed, caller }, needs) {
    const known = await modelsFor({ caller }, needs);
    const choices = [...known.map(({ id }) => ({ value: id, label: id })), unsetChoice(needs.tell)];
    return choices.filter(({ value }) => value.startsWith(typed));
  },
};

/** Models of the provider that answers the caller here. */
async function modelsFor({ caller }: Pick<Call, 'caller'>, { models, settings }: CommandNeeds) {
  const provider = (await settings.resolve({ person: caller.person, room: caller.room })).get('provider');
  return models.models(provider === '' ? undefined : provider);
}

export function unknownModel(named: string, known: readonly { readonly id: string }[]): BotError {
  const near = nearestWord(
    named,
    known.map(({ id }) => id),
  );
  const list = literal(
    known
      .slice(0, 10)
      .map(({ id }) => id)
      .join(', '),
  );
  const shown = literal(named.slice(0, 60));
  return new BotError('invalid-option', 'no such model', {
    field: 'model',
    advice: {
      en: `There is no model ${shown}.${near === undefined ? '' : ` Did you mean ${literal(near)}?`} There are: ${list}.`,
      de: `Ein Modell ${shown} gibt es nicht.${near === undefined ? '' : ` Meintest du ${literal(near)}?`} Es gibt: ${list}.`,
    },
  });
}

import type { Action, Icon } from '../../answers/action.ts';
import { reachOf as reachOfWords } from '../../privacy/reach.ts';
import { forEver } from '../../settings/quiet.ts';
import { type SettingKey, settingDefinitions } from '../../settings/setting-definitions.ts';
import type { Resolved } from '../../settings/settings-reader.ts';
import { wishFor } from '../../turns/wish-for.ts';
import { answering } from '../answering.ts';
import type { Call, Caller } from '../call.ts';
import type { Command } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { momentsFor } from '../moments.ts';
import { costOf, providerLines, reachOf } from './provider-lines.ts';
import { settingsTexts } from './texts.ts';

export const show: Command = {
  name: 'show',
  summary: { en: 'Every setting that holds here, and who decided it.', de: 'Jede Einstellung, die hier gilt, und wer sie festgelegt hat.' },
  examples: ['settings show'],
  options: [],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run(call, needs) {
    const { settings, tell, clock, keys } = needs;
    const { caller } = call;
    const { id, name } = await answering(needs, caller);
    const here = await settings.resolve({ person: caller.person, room: caller.room, personality: id });
    const own = await keys.of(caller.person);
    const part = (title: keyof typeof settingsTexts & `part-${string}`, lines: readonly string[]) => ({
      title: tell<string>(settingsTexts[title], {}),
      body: lines.join('\n'),
    });
    const isChosen = here.from('provider') === 'person' || here.from('model') === 'person';
    yield {
      kind: 'panel',
      id: clock.id(),
      revision: 0,
      title: tell(settingsTexts.head, {}),
      parts: [
        part('part-answers', await answersNow(caller, needs, here)),
        part('part-providers', providerLines(needs, own)),
        part('part-limits', [
          tell(settingsTexts.ceiling, { reach: tell(settingsTexts[`ceiling-${reachOfWords(here, needs.host.cloud).ceiling}`], {}) }),
        ]),
        part('part-rest', await restOf(call, needs, { here, name })),
      ],
      actions: [
        action(needs, { label: 'choose-action', icon: 'edit', command: 'settings choose' }),
        action(needs, { label: 'key-action', icon: 'save', command: 'settings key' }),
        ...(isChosen ? [action(needs, { label: 'unset-action', icon: 'undo', command: 'settings provider', value: 'unset' })] : []),
      ],
    };
  },
};

interface Pressed {
  readonly label: 'choose-action' | 'key-action' | 'unset-action';
  readonly icon: Icon;
  readonly command: string;
  readonly value?: string;
}

function action({ tell }: CommandNeeds, { label, icon, command, value }: Pressed): Action {
  const args = value === undefined ? {} : { provider: value };
  return { label: tell<string>(settingsTexts[label], {}), icon, press: { command, args }, by: 'asker' };
}

/** Who answers, who decided it, how far the words travel for it, and what that costs where it is known. */
async function answersNow({ person }: Caller, needs: CommandNeeds, here: Resolved): Promise<readonly string[]> {
  const { models, tell, host } = needs;
  try {
    const { model, provider } = models.choose(await wishFor({ ...needs, cloud: host.cloud }, { person, settings: here }));
    // Whoever was wished for may not be able to: then it is nobody's wish that answers.
    const wished = [
      here.each('model').find(({ value }) => value === model.id),
      here.each('provider').find(({ value }) => value === provider.name),
    ];
    const decided = wished.find((one) => one !== undefined)?.from ?? 'default';
    const cost = costOf(model, tell);
    return [
      tell(settingsTexts.answers, { model: model.id, provider: provider.name, from: tell<string>(settingsTexts[decided], {}) }),
      reachOf(provider, model.exposure ?? provider.exposure, tell),
      ...(cost === undefined ? [] : [cost]),
    ];
  } catch {
    return [tell(settingsTexts['answers-nobody'], {})];
  }
}

/** Everything else, a line each. */
async function restOf(
  { caller }: Call,
  needs: CommandNeeds,
  { here, name }: { readonly here: Resolved; readonly name: string },
): Promise<readonly string[]> {
  const { library, tell, clock } = needs;
  // Personalities are read by name; where nobody was chosen, the bot's own answers.
  const called = await Promise.all(here.get('cast').map(async (id) => (await library.entry(id))?.name ?? id));
  const moment = await momentsFor(needs, caller);
  const valuesOf = (key: SettingKey, value: unknown): readonly string[] | undefined => {
    if (key === 'personality') return [name];
    if (key === 'cast') return called;
    if (key !== 'quiet-until') return undefined;
    const until = Number(value);
    return until <= clock.now() ? [] : [until >= forEver ? '∞' : moment(until)];
  };
  return here.all().map(({ key, value, from }) => {
    const values = valuesOf(key, value) ?? [value].flat().filter((one) => one !== '');
    return tell(settingsTexts.line, {
      summary: tell(settingDefinitions[key].summary, {}),
      value: values.length === 0 ? tell(settingsTexts.nothing, {}) : values.join(', '),
      from: tell(settingsTexts[from], {}),
    });
  });
}

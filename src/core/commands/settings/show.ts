import { reachOf } from '../../privacy/reach.ts';
import { wishOf } from '../../providers/wish-of.ts';
import { forEver } from '../../settings/quiet.ts';
import { type SettingKey, settingDefinitions } from '../../settings/setting-definitions.ts';
import { answering } from '../answering.ts';
import type { Command } from '../command.ts';
import { momentsFor } from '../moments.ts';
import { settingsTexts } from './texts.ts';

export const show: Command = {
  name: 'show',
  summary: { en: 'Every setting that holds here, and who decided it.', de: 'Jede Einstellung, die hier gilt, und wer sie festgelegt hat.' },
  examples: ['settings show'],
  options: [],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run({ caller }, needs) {
    const { settings, models, library, tell, host, clock } = needs;
    const here = await settings.resolve({ person: caller.person, room: caller.room });
    // Personalities are read by name; where nobody was chosen, the bot's own answers.
    const { name } = await answering(needs, caller);
    const called = await Promise.all(here.get('cast').map(async (id) => (await library.entry(id))?.name ?? id));
    const moment = await momentsFor(needs, caller);
    const valuesOf = (key: SettingKey, value: unknown): readonly string[] | undefined => {
      if (key === 'personality') return [name];
      if (key === 'cast') return called;
      if (key !== 'quiet-until') return undefined;
      const until = Number(value);
      return until <= clock.now() ? [] : [until >= forEver ? '∞' : moment(until)];
    };
    const lines = here.all().map(({ key, value, from }) => {
      const values = valuesOf(key, value) ?? [value].flat().filter((one) => one !== '');
      return tell(settingsTexts.line, {
        summary: tell(settingDefinitions[key].summary, {}),
        value: values.length === 0 ? tell(settingsTexts.nothing, {}) : values.join(', '),
        from: tell(settingsTexts[from], {}),
      });
    });
    let answers: string;
    try {
      const candidate = models.choose(wishOf(here, reachOf(here, host.cloud)));
      answers = tell(settingsTexts.answers, { model: candidate.model.id, provider: candidate.provider.name });
    } catch {
      answers = tell(settingsTexts['answers-nobody'], {});
    }
    yield { kind: 'text', body: [tell(settingsTexts.head, {}), ...lines, answers].join('\n') };
  },
};

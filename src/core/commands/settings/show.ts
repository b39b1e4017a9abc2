import { settingDefinitions } from '../../settings/setting-definitions.ts';
import type { Command } from '../command.ts';
import { settingsTexts } from './texts.ts';

export const show: Command = {
  name: 'show',
  summary: { en: 'Every setting that holds here, and who decided it.', de: 'Jede Einstellung, die hier gilt, und wer sie festgelegt hat.' },
  examples: ['settings show'],
  options: [],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run({ caller }, { settings, models, tell }) {
    const here = await settings.resolve({ person: caller.person, room: caller.room });
    const lines = here.all().map(({ key, value, from }) => {
      const isNothing = value === '' || (Array.isArray(value) && value.length === 0);
      return tell(settingsTexts.line, {
        summary: tell(settingDefinitions[key].summary, {}),
        value: isNothing ? tell(settingsTexts.nothing, {}) : [value].flat().join(', '),
        from: tell(settingsTexts[from], {}),
      });
    });
    const [provider, model] = [here.get('provider'), here.get('model')];
    let answers: string;
    try {
      const candidate = models.choose({ ...(provider === '' ? {} : { provider }), ...(model === '' ? {} : { model }), ceiling: 'lan' });
      answers = tell(settingsTexts.answers, { model: candidate.model.id, provider: candidate.provider.name });
    } catch {
      answers = tell(settingsTexts['answers-nobody'], {});
    }
    yield { kind: 'text', body: [tell(settingsTexts.head, {}), ...lines, answers].join('\n') };
  },
};

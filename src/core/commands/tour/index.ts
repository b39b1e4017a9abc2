import type { Action } from '../../answers/action.ts';
import { guidanceFor } from '../../personalities/guidance/guidance.ts';
import { wishFor } from '../../turns/wish-for.ts';
import type { Call, Caller } from '../call.ts';
import type { CommandPart } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { tourTexts } from './texts.ts';

const steps = [1, 2, 3, 4, 5] as const;
type Step = (typeof steps)[number];

/** What can be tried at a step. */
const tries: Partial<Record<Step, string>> = { 2: 'memory why', 3: 'personality browse', 5: 'settings show' };

export default {
  summary: { en: 'Two minutes, five steps: what is different here.', de: 'Zwei Minuten, fünf Schritte: was hier anders ist.' },
  examples: ['tour', 'tour 3'],
  options: [{ name: 'value', kind: 'number', summary: { en: 'which step', de: 'welcher Schritt' }, min: 1, max: 5 }],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run(call, needs) {
    const { tell, clock } = needs;
    const step = steps.find((one) => one === call.args['value']) ?? 1;
    const next: Action | undefined =
      step === steps.length
        ? undefined
        : { label: tell(tourTexts.next, {}), icon: 'next', press: { command: 'tour', args: { value: step + 1 } }, by: 'asker' };
    const command = tries[step];
    const attempt: Action | undefined =
      command === undefined ? undefined : { label: tell(tourTexts.try, {}), icon: 'show', press: { command, args: {} }, by: 'asker' };
    yield {
      kind: 'panel',
      id: clock.id(),
      revision: 0,
      title: tell(tourTexts.title, { step, of: steps.length }),
      parts: [{ title: tell(tourTexts[`title-${step}`], {}), body: await bodyOf(step, call, needs) }],
      actions: [next, attempt].filter((action) => action !== undefined),
    };
  },
} satisfies CommandPart;

async function bodyOf(step: Step, { caller }: Pick<Call, 'caller'>, needs: CommandNeeds): Promise<string> {
  const { tell, library, host } = needs;
  const { language } = caller;
  switch (step) {
    case 1:
    case 2:
      return tell(tourTexts[`body-${step}`], {});
    case 3: {
      const names = library.shipped().flatMap(({ id, name }) => (id === host.defaultPersonality ? [] : [name]));
      return tell(tourTexts['body-3'], { names: new Intl.ListFormat(language).format(names.slice(0, 4)) });
    }
    case 4: {
      const at = (level: 1 | 3 | 5): string => guidanceFor('verbosity', level, language);
      return tell(tourTexts['body-4'], { low: at(1), middle: at(3), high: at(5) });
    }
    case 5:
      return tell(tourTexts['body-5'], { where: await whereOf(caller, needs), folder: host.dataFolder });
  }
}

async function whereOf({ person, room }: Caller, needs: CommandNeeds): Promise<string> {
  const { models, settings, tell } = needs;
  const here = await settings.resolve({ person, room });
  try {
    const { provider, model } = models.choose(await wishFor({ ...needs, cloud: needs.host.cloud }, { person, settings: here }));
    const exposure = model.exposure ?? provider.exposure;
    if (exposure === 'cloud') return tell(tourTexts.away, { provider: provider.name });
    return tell(exposure === 'lan' ? tourTexts.network : tourTexts.local, {});
  } catch {
    return tell(tourTexts.local, {});
  }
}

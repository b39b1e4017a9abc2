import type { Action } from '../../answers/action.ts';
import type { Exposure } from '../../ports/provider.ts';
import { type Reach, reaches, reachOf } from '../../privacy/reach.ts';
import type { ProviderStatus } from '../../providers/model-router.ts';
import type { Resolved } from '../../settings/settings-reader.ts';
import type { Command } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { settingsTexts } from '../settings/texts.ts';
import { companies, companyName } from './companies.ts';
import { privacyTexts } from './texts.ts';

export const show: Command = {
  name: 'show',
  summary: privacyTexts.show,
  examples: ['privacy', 'privacy show'],
  options: [],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run({ caller }, needs) {
    const { tell, clock, settings, host, models } = needs;
    const here = await settings.resolve({ person: caller.person, room: caller.room });
    const reach = reachOf(here, host.cloud);
    const own = here.each('ceiling').find(({ from }) => from === 'person');
    const isLocal = own !== undefined && own.value !== 'cloud';
    yield {
      kind: 'panel',
      id: clock.id(),
      revision: 0,
      title: tell(privacyTexts.title, {}),
      parts: [
        { title: '', body: travels(needs, here, reach) },
        {
          title: tell(privacyTexts['who-answers'], {}),
          body: models
            .providers()
            .map((one) => line(needs, one, reach))
            .join('\n'),
        },
        { title: tell(privacyTexts.kept, {}), body: tell(privacyTexts['kept-body'], {}) },
      ],
      actions: [
        {
          label: tell(privacyTexts[isLocal ? 'action-not-local' : 'action-local'], {}),
          icon: isLocal ? 'undo' : 'yes',
          press: { command: 'privacy local-only', args: { value: isLocal ? 'off' : 'on' } },
          by: 'asker',
        } satisfies Action,
      ],
    };
  },
};

function travels({ tell, models }: CommandNeeds, here: Resolved, reach: Reach): string {
  const names = (of: readonly ProviderStatus[]): string => of.map(companyName).join(', ');
  const all = companies(models);
  const lines: string[] = [];
  if (reach.ceiling === 'cloud') {
    const { cloud } = reach;
    const agreed = cloud === 'all' ? all : all.filter(({ provider }) => cloud.has(provider.name));
    const listed = agreed.length === 0 ? tell(privacyTexts['none-configured'], {}) : names(agreed);
    lines.push(
      tell(privacyTexts['may-cloud'], {
        companies: cloud === 'all' && agreed.length > 0 ? tell(privacyTexts['all-companies'], { companies: listed }) : listed,
      }),
    );
  } else lines.push(tell(privacyTexts[reach.ceiling === 'lan' ? 'may-lan' : 'may-loopback'], {}));
  if (here.get('ceiling') !== '') lines.push(tell(privacyTexts['decided-by'], { from: tell(settingsTexts[here.from('ceiling')], {}) }));
  if (reach.mayAsk) lines.push(tell(privacyTexts['asks-first'], {}));
  const refused = all.filter(({ provider }) => reach.refused.has(provider.name));
  if (refused.length > 0) lines.push(tell(privacyTexts.refused, { companies: names(refused) }));
  return lines.join('\n');
}

function line({ tell }: CommandNeeds, status: ProviderStatus, reach: Reach): string {
  const { provider, health } = status;
  const exposure: Exposure = (health?.state === 'up' ? health.chosen?.model.exposure : undefined) ?? provider.exposure;
  return tell(privacyTexts['provider-line'], {
    name: provider.name,
    where:
      exposure === 'cloud'
        ? tell(privacyTexts['where-cloud'], { company: companyName(status) })
        : tell(privacyTexts[`where-${exposure}`], {}),
    allowed: reaches(reach, exposure, provider.name) ? '' : tell(privacyTexts['not-allowed'], {}),
  });
}

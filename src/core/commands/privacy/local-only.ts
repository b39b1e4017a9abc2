import { reachOf } from '../../privacy/reach.ts';
import { operatorOwner } from '../../settings/levels.ts';
import { settingDefinitions } from '../../settings/setting-definitions.ts';
import { textOf } from '../call.ts';
import type { Command } from '../command.ts';
import { demand } from '../may-call.ts';
import { settingsTexts } from '../settings/texts.ts';
import { privacyTexts } from './texts.ts';

const scopes = ['person', 'room', 'operator'] as const;
const scopeLabels = { person: privacyTexts.you, room: privacyTexts.here, operator: privacyTexts.everybody };

export const localOnly: Command = {
  name: 'local-only',
  summary: privacyTexts['local-only'],
  details: privacyTexts['local-only-details'],
  examples: ['privacy local-only', 'privacy local-only off', 'privacy local-only on scope=room'],
  options: [
    {
      name: 'value',
      kind: 'choice',
      summary: privacyTexts['option-on'],
      choices: [
        { value: 'on', label: privacyTexts.on },
        { value: 'off', label: privacyTexts.off },
      ],
    },
    {
      name: 'scope',
      kind: 'choice',
      summary: privacyTexts['option-scope'],
      choices: scopes.map((value) => ({ value, label: scopeLabels[value] })),
    },
  ],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run(call, needs) {
    const { tell, store, clock, settings, host } = needs;
    const { caller } = call;
    const value = textOf(call, 'value') ?? 'on';
    const scope = scopes.find((one) => one === textOf(call, 'scope')) ?? 'person';
    demand(caller, settingDefinitions.ceiling.levels[scope] ?? 'operator');
    const owner = { person: caller.person, room: caller.room, operator: operatorOwner }[scope];
    await store.commit([
      { write: 'setting', level: scope, owner, key: 'ceiling', value: value === 'on' ? 'lan' : undefined, at: clock.now() },
    ]);
    if (value === 'on') {
      yield { kind: 'text', body: tell(privacyTexts[scope === 'person' ? 'now-local' : 'now-local-room'], {}) };
      return;
    }
    const here = await settings.resolve({ person: caller.person, room: caller.room });
    const stillFrom = here.get('ceiling') === '' || here.get('ceiling') === 'cloud' ? undefined : here.from('ceiling');
    const isNever = !reachOf(here, host.cloud).mayAsk && host.cloud === 'never';
    const body =
      stillFrom === undefined && !isNever
        ? tell(privacyTexts['no-longer-local'], {})
        : tell(privacyTexts['still-local'], {
            scope: tell(scopeLabels[scope], {}),
            from: tell(settingsTexts[stillFrom ?? 'environment'], {}),
          });
    yield { kind: 'text', body };
  },
};

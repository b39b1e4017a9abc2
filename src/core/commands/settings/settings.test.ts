import { describe, expect, it } from 'vitest';
import { createScriptedProvider, says } from '../../../../test/fakes/scripted-provider.ts';
import { createStage, personality, type StageOptions } from '../../../../test/fakes/stage.ts';
import type { Answer } from '../../answers/answer.ts';
import type { Form } from '../../answers/form.ts';
import type { ChatProvider, Health, ModelInfo } from '../../ports/provider.ts';
import settings from './index.ts';

const words = { en: 'here', de: 'da' };

function provider(name: string, more: Partial<ChatProvider> = {}): ChatProvider {
  return { ...createScriptedProvider(() => says(`${name} answers`)), name, exposure: 'loopback', ...more };
}

function up(models: readonly ModelInfo[]): () => Promise<Health> {
  const [first] = models;
  return async () => ({
    state: 'up',
    address: 'here',
    models,
    summary: words,
    ...(first === undefined ? {} : { chosen: { model: first, why: words } }),
  });
}

const prices = { in: 150_000, out: 2_500_000 };
const near = provider('near', { health: up([{ id: 'near-1' }, { id: 'near-2', prices }]) });
const hollow = provider('hollow', { exposure: 'lan', health: up([]) });
const away = provider('away', { health: async () => ({ state: 'down', problem: words }) });
const acme = provider('acme', { exposure: 'cloud', company: 'Acme', keys: { hasOperators: false } });

async function start(more: Partial<StageOptions> = {}) {
  const stage = await createStage({
    script: () => says(''),
    providers: [near, hollow, away, acme],
    commands: [{ ...settings, name: 'settings' }],
    cast: [personality('mia', 'Mia')],
    ...more,
  });
  const forms: Form[] = [];
  stage.platform.presentForm = async (_target, form) => {
    forms.push(form);
    return `form-${forms.length}`;
  };
  const call = async (line: string, who = 'ada'): Promise<Answer | undefined> => {
    await stage.platform.command(who, line);
    await stage.clock.advance(10);
    const message = stage.platform.shown.at(-1)?.message;
    return message?.kind === 'answer' ? message.answer : undefined;
  };
  const partsOf = async (who?: string): Promise<Readonly<Record<string, string>>> => {
    const shown = await call('settings', who);
    return shown?.kind === 'panel' ? Object.fromEntries(shown.parts.map(({ title, body }) => [title, body])) : {};
  };
  let submits = 0;
  const submit = async (values: Form['submit']['args'], who = 'ada'): Promise<void> => {
    submits += 1;
    const envelope = {
      id: `s-${submits}`,
      account: 'fake:mia',
      room: `fake:dm/${who}`,
      participant: `fake:${who}`,
      name: who,
      at: 0,
    } as const;
    await stage.engine.inbox({ ...envelope, kind: 'formSubmitted', form: forms.at(-1)?.id ?? '', revision: 0, values });
    await stage.clock.advance(10);
  };
  const said = (): string => {
    const message = stage.platform.shown.at(-1)?.message;
    return message?.kind === 'error' ? message.message : (stage.platform.texts().at(-1) ?? '');
  };
  return { ...stage, call, partsOf, forms, submit, said };
}

describe('/settings', () => {
  it('shows who answers and why, what every provider is like, whose key there is, and what else holds', async () => {
    const { partsOf, keys, store, call } = await start();
    expect((await partsOf())['Answers now']).toBe('near-1 through near (by default)\nnothing leaves this computer');
    expect((await partsOf())['Providers']).toBe(
      [
        '● near · healthy · nothing leaves this computer',
        '◐ hollow · up, without a model · stays in your own network',
        '○ away · away · nothing leaves this computer',
        '○ acme · leaves this computer, for Acme · only with a key of your own',
      ].join('\n'),
    );
    await keys.keep((await store.rooms.person('fake:ada'))?.id ?? '', 'acme', 'sk-canary4f2a9c31d0b7a1b2');
    await call('settings model near-2');
    const mine = await partsOf();
    expect(mine['Answers now']).toBe(
      'near-2 through near (you)\nnothing leaves this computer\n0.15 $ for a million tokens read, 2.50 $ for a million written',
    );
    expect(mine['Providers']).toContain('leaves this computer, for Acme · your key sk-…a1b2');
    expect(mine['Limits']).toBe('Your words travel no further than your own network.');
    expect(mine['Everything, and who decided it']).toContain('the model of that provider: near-2 (you)');
    expect((await partsOf('bob'))['Providers']).not.toContain('a1b2');
  });

  it('leads to a form that chooses provider and model for whom one may choose', async () => {
    const { call, platform, clock, forms, submit, said, partsOf } = await start();
    await call('settings');
    await platform.presses('ada', 'Choose a model');
    await clock.advance(10);
    const [who, scope] = forms[0]?.sections[0]?.fields ?? [];
    expect(who?.limits.options?.map(({ value }) => value)).toEqual([
      'unset',
      'near',
      'near/near-1',
      'near/near-2',
      'hollow',
      'away',
      'acme',
    ]);
    expect(who?.limits.options?.[3]?.label).toContain('2.50 $');
    expect(scope?.limits.options?.map(({ value }) => value)).toEqual(['person', 'room', 'personality']);
    await submit({ value: 'near/near-2', scope: 'room' });
    expect(said()).toBe('Provider is now near, decided for this place.\nModel is now near-2, decided for this place.');
    expect((await partsOf())['Answers now']).toContain('near-2 through near (this place)');
    await platform.presses('ada', 'Choose a model');
    await clock.advance(10);
    await submit({ value: 'near/near-3', scope: 'person' });
    expect(said()).toContain('There is no model near-3. Did you mean near-1?');
  });

  it('takes back what one has chosen for oneself', async () => {
    const { call, platform, clock, partsOf } = await start();
    await call('settings model near-2');
    await call('settings');
    await platform.presses('ada', 'Back to what holds without me');
    await clock.advance(10);
    expect((await partsOf())['Answers now']).toContain('near-1 through near (by default)');
  });

  it('lists can be pressed', async () => {
    const { call, platform, clock, said } = await start();
    await call('settings model');
    await platform.presses('ada', 'near-2');
    await clock.advance(10);
    expect(said()).toBe('Model is now near-2, decided for you.');
  });

  it('for a personality only who made it chooses, and the operator', async () => {
    const { call, said, partsOf } = await start({ settings: { owners: ['fake:cyd'] } });
    await call('settings model near-2 scope=personality');
    expect(said()).toContain('only who made it may choose');
    await call('settings model near-2 scope=personality', 'cyd');
    expect(said()).toBe('Model is now near-2, decided for whoever talks with who answers here.');
    expect((await partsOf('bob'))['Answers now']).toContain('near-2 through near (the personality)');
    await call('settings model near-1 scope=operator');
    expect(said()).toContain('Only the operator of this bot may do that.');
  });
});

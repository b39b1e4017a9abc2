import { describe, expect, it } from 'vitest';
import { createScriptedProvider, says } from '../../../test/fakes/scripted-provider.ts';
import { createStage, personality, type Stage } from '../../../test/fakes/stage.ts';
import { findCaller } from '../commands/caller.ts';
import { sampleAnswer } from './sample-answer.ts';

const tock = personality('tock', 'Tock', { system: 'You are Tock, a clockmaker.' });

async function stageWith(exposure: 'cloud' | 'lan') {
  const provider = createScriptedProvider(() => says('Tick', ' tock.'), { name: 'only', exposure });
  const stage = await createStage({ script: () => says(''), providers: [provider], settings: { cloud: 'allow' } });
  await stage.platform.command('ada', 'help');
  await stage.clock.advance(1_000);
  return { stage, provider };
}

async function sample({ engine: { parts }, platform }: Stage) {
  const caller = await findCaller(parts, { account: platform.account, room: 'fake:dm/ada', participant: 'fake:ada', name: 'ada' });
  return sampleAnswer(parts, caller, { personality: tock, question: 'Who are you?' });
}

describe('a sample answer', () => {
  it('grows, is stored nowhere, and is counted like any other request', async () => {
    const { stage } = await stageWith('lan');
    const grown: string[] = [];
    for await (const text of (await sample(stage)) ?? []) grown.push(text);
    expect(grown).toEqual(['Tick', 'Tick tock.']);
    const [attempt] = await stage.store.usage.attempts({ limit: 5 });
    expect(attempt).toMatchObject({ provider: 'only', turn: undefined, personality: 'tock', outcome: 'ok' });
    expect(stage.engine.parts.queues.depths()).toEqual([]);
  });

  it('of a personality that stays at home goes to nobody far away', async () => {
    const { stage, provider } = await stageWith('cloud');
    await stage.store.commit([{ write: 'setting', level: 'personality', owner: 'tock', key: 'ceiling', value: 'lan', at: 1 }]);
    await expect(sample(stage)).rejects.toMatchObject({ code: 'no-model' });
    expect(provider.requests).toEqual([]);
  });

  it('left in the middle it makes room for others', async () => {
    const { stage } = await stageWith('lan');
    for await (const _text of (await sample(stage)) ?? []) break;
    expect(stage.engine.parts.queues.depths()).toEqual([]);
    expect(await stage.store.usage.attempts({ limit: 5 })).toMatchObject([{ outcome: 'cancelled' }]);
  });
});

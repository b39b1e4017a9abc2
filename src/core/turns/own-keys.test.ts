import { expect, it } from 'vitest';
import { createScriptedProvider, says } from '../../../test/fakes/scripted-provider.ts';
import { createStage } from '../../../test/fakes/stage.ts';
import type { ChatProvider, ModelInfo } from '../ports/provider.ts';

/** Takes people's keys alone, and knows its models once somebody's key has listed them. */
function keyedOnly() {
  const met: ModelInfo[] = [];
  const keys: (string | undefined)[] = [];
  const listed: (string | undefined)[] = [];
  const provider: ChatProvider = {
    ...createScriptedProvider(() => says('')),
    name: 'keyed',
    exposure: 'lan',
    keys: { hasOperators: false },
    get standardModel() {
      return met[0]?.id;
    },
    health: async () => ({ state: 'down', problem: { en: 'no key', de: 'kein Schlüssel' } }),
    async listModels(_signal, key) {
      listed.push(key);
      met.push({ id: 'keyed-1' });
      return met;
    },
    async *stream(_request, { key }) {
      keys.push(key);
      yield* says('With your key.');
    },
  };
  return { provider, keys, listed };
}

it('a key of one’s own is enough: its models are looked up once, it pays, and nobody else’s talk uses it', async () => {
  const { provider, keys, listed } = keyedOnly();
  const near = createScriptedProvider(() => says('Without one.'), { name: 'near', exposure: 'lan' });
  const stage = await createStage({ script: () => says(''), providers: [near, provider] });
  const say = async (who: string): Promise<string | undefined> => {
    await stage.platform.say(who, 'hello');
    await stage.clock.advance(5_000);
    return stage.platform.texts(`fake:dm/${who}`).at(-1);
  };
  expect(await say('ada')).toBe('Without one.');
  const ada = (await stage.store.rooms.person('fake:ada'))?.id ?? '';
  await stage.keys.keep(ada, 'keyed', 'sk-own');
  await stage.store.commit([{ write: 'setting', level: 'person', owner: ada, key: 'provider', value: 'keyed', at: 1 }]);
  expect([await say('ada'), await say('ada')]).toEqual(['With your key.', 'With your key.']);
  expect(await say('bob')).toBe('Without one.');
  expect([keys, listed]).toEqual([['sk-own', 'sk-own'], ['sk-own']]);
  expect(await stage.store.usage.attempts({ person: ada, limit: 1 })).toMatchObject([{ payer: 'own', model: 'keyed-1' }]);
});

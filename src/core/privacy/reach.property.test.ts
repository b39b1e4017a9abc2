import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createScriptedProvider, type ScriptedProvider, says } from '../../../test/fakes/scripted-provider.ts';
import { createStage, type Stage } from '../../../test/fakes/stage.ts';
import chat from '../commands/chat/index.ts';
import privacy from '../commands/privacy/index.ts';
import { BotError } from '../errors.ts';
import { type Exposure, exposures } from '../ports/provider.ts';
import type { CloudMode } from './reach.ts';

const commands = [
  { ...chat, name: 'chat' },
  { ...privacy, name: 'privacy' },
];
const people = ['ada', 'bob', 'cleo'] as const;
type Person = (typeof people)[number];

/** One thing that happens. Words are unique, so that what was sent can be told apart. */
type Step =
  | { readonly do: 'say'; readonly who: Person; readonly room: 'dm' | 'den'; readonly isRushed: boolean }
  /** Agrees to a provider and takes it. */
  | { readonly do: 'take'; readonly who: Person; readonly provider: number }
  | { readonly do: 'agree' | 'refuse'; readonly who: Person; readonly provider: number }
  | { readonly do: 'local'; readonly who: Person; readonly on: boolean }
  | { readonly do: 'roomLocal'; readonly on: boolean }
  | { readonly do: 'choose'; readonly who: Person; readonly provider: number }
  | { readonly do: 'break'; readonly provider: number; readonly times: number }
  | { readonly do: 'retry'; readonly who: Person; readonly room: 'dm' | 'den' };

const who = fc.constantFrom(...people);
const room = fc.constantFrom('dm' as const, 'den' as const);
const provider = fc.nat({ max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('say' as const), who, room, isRushed: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('take' as const), who, provider }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('agree' as const, 'refuse' as const), who, provider }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('local' as const), who, on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('roomLocal' as const), on: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('choose' as const), who, provider }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('break' as const), provider, times: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('retry' as const), who, room }) },
);

interface World {
  readonly stage: Stage;
  readonly providers: readonly (ScriptedProvider & { failures: number })[];
  /** What a plain reading of the rules says may go where: by word. */
  readonly allowed: Map<string, { readonly author: Person; readonly cloudThen: ReadonlySet<string> | 'all' }>;
  readonly agreed: Map<Person, Set<string>>;
  readonly local: Set<Person>;
  isRoomLocal: boolean;
  readonly persons: Map<Person, string>;
  count: number;
}

function breakable(name: string, exposure: Exposure, pause: () => Promise<void>): World['providers'][number] {
  const made = {
    failures: 0,
    ...createScriptedProvider(
      async function* () {
        if (made.failures > 0) {
          made.failures -= 1;
          throw new BotError('provider-failed', 'failed');
        }
        await pause();
        yield* says(`answered by ${name}`);
      },
      { name, exposure, company: name },
    ),
  };
  return made;
}

/** Whether somebody's words may go to a company now, by what they and the operator said; written down again here, in the plainest way. */
function mayGo(
  { agreed, local, isRoomLocal }: World,
  mode: CloudMode,
  { author, place, name }: { author: Person; place: string; name: string },
) {
  if (mode === 'never' || local.has(author) || (isRoomLocal && place === 'den')) return false;
  return mode === 'allow' || agreed.get(author)?.has(name) === true;
}

async function act(world: World, mode: CloudMode, one: Step): Promise<void> {
  const { stage, providers, persons } = world;
  const at = (place: 'dm' | 'den'): string | undefined => (place === 'den' ? 'den' : undefined);
  const settle = () => stage.clock.advance(120_000);
  switch (one.do) {
    case 'say': {
      world.count += 1;
      const word = `w${world.count}w`;
      const cloud = providers.filter(
        ({ exposure, name }) => exposure === 'cloud' && mayGo(world, mode, { author: one.who, place: one.room, name }),
      );
      world.allowed.set(word, { author: one.who, cloudThen: new Set(cloud.map(({ name }) => name)) });
      const place = at(one.room);
      await stage.platform.say(one.who, `Mia, ${word}`, place === undefined ? {} : { room: place });
      // The next one comes while this one is being answered.
      return one.isRushed ? stage.clock.advance(1) : settle();
    }
    case 'take':
      await act(world, mode, { ...one, do: 'agree' });
      return act(world, mode, { ...one, do: 'choose' });
    case 'agree':
    case 'refuse': {
      const { name = '' } = providers[one.provider] ?? {};
      const was = world.agreed.get(one.who) ?? new Set();
      await stage.platform.command(one.who, `privacy cloud ${name} ${one.do === 'agree' ? 'yes' : 'no'}`);
      const isTaken =
        providers[one.provider]?.exposure === 'cloud' && (one.do === 'refuse' || (mode !== 'never' && !world.local.has(one.who)));
      if (isTaken) {
        if (one.do === 'agree') was.add(name);
        else was.delete(name);
        world.agreed.set(one.who, was);
      }
      return settle();
    }
    case 'local':
      await stage.platform.command(one.who, `privacy local-only ${one.on ? 'on' : 'off'}`);
      if (one.on) world.local.add(one.who);
      else world.local.delete(one.who);
      return settle();
    case 'roomLocal':
      await stage.store.commit([
        { write: 'setting', level: 'room', owner: 'fake:den', key: 'ceiling', value: one.on ? 'lan' : undefined, at: 1 },
      ]);
      world.isRoomLocal = one.on;
      return;
    case 'choose': {
      const owner = persons.get(one.who) ?? '';
      await stage.store.commit([
        { write: 'setting', level: 'person', owner, key: 'provider', value: providers[one.provider]?.name ?? '', at: 1 },
      ]);
      return;
    }
    case 'break': {
      const broken = providers[one.provider];
      if (broken !== undefined) broken.failures = one.times;
      return;
    }
    case 'retry':
      await stage.platform.command(one.who, 'chat retry', at(one.room));
      return settle();
  }
}

it('no word ever goes further than its author, its room and the operator let it, whatever is chosen and whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('ask' as const, 'allow' as const, 'never' as const),
      fc.uniqueArray(fc.constantFrom(...exposures), { minLength: 1, maxLength: 3 }),
      fc.array(step, { minLength: 4, maxLength: 22 }),
      async (mode, kinds, steps) => {
        const clock = createFakeClock();
        const pause = () => clock.sleep(3_000);
        const providers = [...kinds, 'cloud' as const].map((exposure, index) => breakable(`p${'abcd'[index]}`, exposure, pause));
        const stage = await createStage({
          clock,
          script: () => says(''),
          commands,
          providers,
          settings: { cloud: mode },
          host: { cloud: mode },
        });
        const world: World = {
          stage,
          providers,
          allowed: new Map(),
          agreed: new Map(),
          local: new Set(),
          isRoomLocal: false,
          persons: new Map(),
          count: 0,
        };
        for (const name of people) {
          await stage.platform.command(name, 'privacy');
          await stage.clock.advance(1_000);
          world.persons.set(name, (await stage.store.rooms.person(`fake:${name}`))?.id ?? '');
        }
        for (const one of steps) {
          const before = providers.map(({ requests }) => requests.length);
          await act(world, mode, one);
          for (const [index, { name, exposure, requests }] of providers.entries()) {
            if (exposure !== 'cloud') continue;
            for (const request of requests.slice(before[index])) {
              const sent = JSON.stringify(request.messages);
              for (const [word, { author, cloudThen }] of world.allowed) {
                if (!sent.includes(word)) continue;
                expect(cloudThen === 'all' || cloudThen.size > 0, `${word} was written under another promise`).toBe(true);
                expect(world.local.has(author), `${word} went out although its author is local-only`).toBe(false);
                expect(mayGo(world, mode, { author, place: 'dm', name }), `${word} went to a company nobody agreed to`).toBe(true);
              }
            }
          }
        }
      },
    ),
    { numRuns: 250 },
  );
}, 120_000);

import { describe, expect, it } from 'vitest';
import { BotError } from '../errors.ts';
import type { ChatProvider, Exposure, Health } from '../ports/provider.ts';
import { type Reach, widestReach } from '../privacy/reach.ts';
import type { KnownProvider } from './known-provider.ts';
import type { ModelWish } from './model-router.ts';
import { type Picking, pickCandidates } from './pick-candidates.ts';

const words = (en: string) => ({ en, de: en });
const far: Reach = widestReach('allow');

interface Made {
  readonly exposure?: Exposure;
  readonly models?: readonly string[];
  readonly keys?: ChatProvider['keys'];
  readonly free?: readonly string[];
  readonly isConfigured?: boolean;
}

function make(name: string, { exposure = 'lan', models = [`${name}-1`], keys, free = [], isConfigured = true }: Made = {}): KnownProvider {
  const infos = models.map((id) => ({ id, ...(free.includes(id) ? { isFree: true } : {}) }));
  const [first] = infos;
  const health: Health = {
    state: 'up',
    address: 'there',
    models: infos,
    ...(first === undefined ? {} : { chosen: { model: first, why: words('first') } }),
    summary: words('up'),
  };
  return {
    isConfigured,
    isExpected: isConfigured,
    health: keys?.hasOperators === false ? undefined : health,
    provider: {
      name,
      exposure,
      standardModel: `${name}-standard`,
      ...(keys === undefined ? {} : { keys }),
      async *stream() {
        yield { type: 'finish', reason: 'stop', raw: '' };
      },
      health: async () => health,
    },
  };
}

function pick(known: readonly KnownProvider[], wish: Partial<ModelWish> = {}, more: Partial<Picking> = {}): readonly string[] {
  const picking: Picking = { known, operator: { provider: undefined, model: undefined }, isResting: () => false, ...more };
  try {
    return pickCandidates(picking, { reach: far, ...wish }).map(({ provider, model, payer }) => `${provider.name}/${model.id}/${payer}`);
  } catch (thrown) {
    return [thrown instanceof BotError ? thrown.code : 'unexpected'];
  }
}

describe('the order', () => {
  it('every level’s wish, then the operator’s, then what was configured, then what was found', () => {
    const known = [make('found', { isConfigured: false }), make('other'), make('mine'), make('house'), make('room')];
    expect(
      pick(
        known,
        { choices: [{ provider: 'mine', model: 'mine-9' }, { provider: 'room' }] },
        { operator: { provider: 'house', model: undefined } },
      ),
    ).toEqual(['mine/mine-9/none', 'room/room-1/none', 'house/house-1/none', 'other/other-1/none', 'found/found-1/none']);
  });

  it('a model alone is of whoever comes first', () => {
    expect(pick([make('a'), make('b')], { choices: [{ model: 'x' }] }, { operator: { provider: 'b', model: undefined } })).toEqual([
      'b/x/none',
      'a/a-1/none',
    ]);
  });

  it('a wish for somebody who is not there is passed over', () => {
    expect(pick([make('a')], { choices: [{ provider: 'gone' }] })).toEqual(['a/a-1/none']);
  });

  it('whoever rests is left out; when all do, that is said', () => {
    const isResting: Picking['isResting'] = ({ provider }) => provider.name === 'a';
    expect(pick([make('a'), make('b')], {}, { isResting })).toEqual(['b/b-1/none']);
    expect(pick([make('a')], {}, { isResting })).toEqual(['provider-failed']);
  });
});

describe('keys', () => {
  const keyed = { exposure: 'cloud', keys: { hasOperators: true } } as const;
  const open = { exposure: 'cloud', keys: { hasOperators: false } } as const;

  it('without one nobody is asked; with their own it is theirs that pays', () => {
    expect(pick([make('a', open), make('b')])).toEqual(['b/b-1/none']);
    expect(pick([make('a', open), make('b')], { choices: [{ provider: 'a' }], keys: new Set(['a']) })).toEqual([
      'a/a-standard/own',
      'b/b-1/none',
    ]);
    expect(pick([make('a', keyed)], { keys: new Set(['a']) })).toEqual(['a/a-1/own']);
    expect(pick([make('a', keyed)])).toEqual(['a/a-1/operator']);
  });

  it('whoever pays for themselves is not changed over to the operator’s money, unless they may be', () => {
    const known = [make('a', open), make('b', keyed), make('c')];
    const wish = { choices: [{ provider: 'a' }], keys: new Set(['a']) };
    expect(pick(known, wish)).toEqual(['a/a-standard/own', 'c/c-1/none']);
    expect(pick(known, { ...wish, mayChargeOperator: true })).toEqual(['a/a-standard/own', 'b/b-1/operator', 'c/c-1/none']);
  });

  it('a model that is paid for with what is said is only for whoever named it', () => {
    const known = [make('a', { models: ['x:free'], free: ['x:free'] }), make('b')];
    expect(pick(known)).toEqual(['b/b-1/none']);
    expect(pick(known, { choices: [{ provider: 'a', model: 'x:free' }] })).toEqual(['a/x:free/none', 'b/b-1/none']);
  });
});

describe('the question of consent', () => {
  const undecided = widestReach('ask');
  const cloudy = make('cloudy', { exposure: 'cloud' });

  it('comes when nobody else may answer', () => {
    expect(pick([cloudy], { reach: undecided })).toEqual(['needs-consent']);
    expect(pick([cloudy], { reach: { ...undecided, refused: new Set(['cloudy']) } })).toEqual(['no-model']);
    expect(pick([cloudy], { reach: { ...undecided, mayAsk: false } })).toEqual(['no-model']);
  });

  it('comes first for somebody’s own choice, but not for anybody else’s', () => {
    const known = [make('near'), cloudy];
    expect(pick(known, { reach: undecided, choices: [{ provider: 'cloudy', isOwn: true }] })).toEqual(['needs-consent']);
    expect(pick(known, { reach: undecided, choices: [{ provider: 'cloudy' }] })).toEqual(['near/near-1/none']);
  });

  it('does not come for what cannot answer anyway', () => {
    const away: KnownProvider = { ...cloudy, health: { state: 'down', problem: words('away') } };
    expect(pick([away], { reach: undecided })).toEqual(['provider-unreachable']);
  });
});

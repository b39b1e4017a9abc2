import type { Exposure } from '../ports/provider.ts';
import { levels } from '../settings/levels.ts';
import type { Resolved, ResolvedSetting } from '../settings/settings-reader.ts';
import type { ModelWish } from './model-router.ts';

/** The strongest first; the operator's variables come before what the operator stored. */
const order: readonly ResolvedSetting['from'][] = [...levels.filter((level) => level !== 'operator'), 'environment', 'operator', 'default'];

/** What somebody's settings wish of a model. A model goes with its provider: one that was named for another, further down, is no wish. */
export function wishOf(settings: Resolved, ceiling: Exposure): ModelWish {
  const [provider, model] = [settings.get('provider'), settings.get('model')];
  const isTheirs = provider === '' || order.indexOf(settings.from('model')) <= order.indexOf(settings.from('provider'));
  return { ceiling, ...(provider === '' ? {} : { provider }), ...(model === '' || !isTheirs ? {} : { model }) };
}

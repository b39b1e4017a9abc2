import { type Exposure, exposures } from '../ports/provider.ts';
import type { Resolved } from '../settings/settings-reader.ts';
import { isWithin } from './exposure.ts';

/** What the operator says of text that leaves their own machines: each person is asked first, it may, or it never does. */
export type CloudMode = 'ask' | 'allow' | 'never';

/** How far somebody's words may travel at this moment. */
export interface Reach {
  readonly ceiling: Exposure;
  /** Providers in the cloud that were agreed to, by name. */
  readonly cloud: 'all' | ReadonlySet<string>;
  /** A yes to further ones may be asked for. */
  readonly mayAsk: boolean;
  /** Providers that were said no to: they are not asked about again. */
  readonly refused: ReadonlySet<string>;
}

/** As far as the operator lets anything travel; for what belongs to nobody. */
export function widestReach(mode: CloudMode): Reach {
  const none = new Set<string>();
  if (mode === 'allow') return { ceiling: 'cloud', cloud: 'all', mayAsk: false, refused: none };
  return { ceiling: 'lan', cloud: none, mayAsk: mode === 'ask', refused: none };
}

/** What holds by settings of every level: the strictest ceiling, and what the person agreed to. */
export function reachOf(settings: Pick<Resolved, 'get'>, mode: CloudMode): Reach {
  const widest = widestReach(mode);
  const said = settings.get('ceiling');
  if (said !== '' && said !== 'cloud') return { ...widest, ceiling: nearer(said, widest.ceiling), cloud: new Set(), mayAsk: false };
  if (mode !== 'ask') return widest;
  const cloud = new Set(settings.get('cloud'));
  return { ceiling: cloud.size > 0 ? 'cloud' : 'lan', cloud, mayAsk: true, refused: new Set(settings.get('cloud-no')) };
}

/** True when words of this reach may go to a provider this far away. */
export function reaches({ ceiling, cloud }: Reach, exposure: Exposure, provider: string): boolean {
  return isWithin(exposure, ceiling) && (exposure !== 'cloud' || cloud === 'all' || cloud.has(provider));
}

/** Where both may go. What either may not be asked about is not asked. */
export function narrowed(one: Reach, other: Reach): Reach {
  return {
    ceiling: nearer(one.ceiling, other.ceiling),
    cloud: one.cloud === 'all' ? other.cloud : other.cloud === 'all' ? one.cloud : intersection(one.cloud, other.cloud),
    mayAsk: one.mayAsk && other.mayAsk,
    refused: new Set([...one.refused, ...other.refused]),
  };
}

/** The nearer of two. */
export function nearer(one: Exposure, other: Exposure): Exposure {
  return exposures.indexOf(one) <= exposures.indexOf(other) ? one : other;
}

function intersection(one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...one].filter((name) => other.has(name)));
}

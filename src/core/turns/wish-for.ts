import type { Clock } from '../ports/clock.ts';
import type { CloudMode, Reach } from '../privacy/reach.ts';
import { reachOf } from '../privacy/reach.ts';
import type { ModelWish } from '../providers/model-router.ts';
import { wishOf } from '../providers/wish-of.ts';
import type { Resolved } from '../settings/settings-reader.ts';
import { ownKeys } from './access-of.ts';
import type { EngineGiven } from './engine-parts.ts';

export interface WishNeeds extends Pick<EngineGiven, 'models' | 'keys'> {
  readonly clock: Clock;
  readonly cloud: CloudMode;
}

/** What somebody wishes of a model where these settings hold, with the keys they bring: the same for an answer and for whatever tells of one. */
export async function wishFor(
  needs: WishNeeds,
  {
    person,
    settings,
    reach = reachOf(settings, needs.cloud),
  }: { readonly person: string; readonly settings: Resolved; readonly reach?: Reach },
): Promise<ModelWish> {
  return { ...wishOf(settings, reach), person, keys: await ownKeys(needs, person) };
}

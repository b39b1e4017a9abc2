import { type Exposure, exposures } from '../ports/provider.ts';

/** True when text that must not leave `ceiling` may go to something at `exposure`. */
export function isWithin(exposure: Exposure, ceiling: Exposure): boolean {
  return exposures.indexOf(exposure) <= exposures.indexOf(ceiling);
}

import { forEver } from '../../settings/quiet.ts';
import type { Call } from '../call.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { momentsFor } from '../moments.ts';
import { roomTexts } from './texts.ts';

/** How quiet it is here, as a sentence; undefined: not at all. */
export async function quietWords({ caller }: Pick<Call, 'caller'>, needs: CommandNeeds): Promise<string | undefined> {
  const { settings, clock, tell } = needs;
  const until = (await settings.resolve({ person: caller.person, room: caller.room })).get('quiet-until');
  if (until <= clock.now()) return undefined;
  if (until >= forEver) return tell(roomTexts['quiet-forever'], {});
  return tell(roomTexts['quiet-until'], { until: (await momentsFor(needs, caller))(until) });
}

import { momentsFor } from '../moments.ts';
import type { Editing } from './editing.ts';

/** When the revision that holds was made, as the caller would write it; a shipped one changes with the program. */
export async function momentOfRevision({ entry, call, needs }: Editing, revision: number): Promise<string> {
  const row = await needs.store.personalities.revision(entry.id, revision);
  return (await momentsFor(needs, call.caller))(row?.at ?? needs.clock.now());
}

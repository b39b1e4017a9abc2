import { BotError } from '../../errors.ts';
import { foldName } from '../../personalities/fold-name.ts';
import type { LibraryEntry } from '../../personalities/library.ts';
import { studioTexts } from '../../personalities/studio-texts.ts';
import { finished } from '../../texts/finished.ts';
import type { Call, Caller } from '../call.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { askWhich, type Picked, pickPersonality } from './pick-personality.ts';

/** Whom the studio is opened for: as `pickOwn`, but a form that comes back and changes that wait are about the shipped one itself. */
export async function pickEditable(call: Call, needs: CommandNeeds): Promise<Picked> {
  const picked = await pickPersonality(call, needs);
  if ('answer' in picked || picked.entry.owner !== undefined) return preferOwn(picked, call, needs);
  const isBegun = call.values !== undefined || (await needs.studio.draft(call.caller, picked.entry.id)) !== undefined;
  return isBegun ? picked : preferOwn(picked, call, needs);
}

/** Whom a change is meant for. A shipped one stands for the caller's own copy of that name, once there is one. Throws `not-allowed`. */
export async function pickOwn(call: Call, needs: CommandNeeds): Promise<Picked> {
  return preferOwn(await pickPersonality(call, needs), call, needs);
}

async function preferOwn(picked: Picked, call: Call, needs: CommandNeeds): Promise<Picked> {
  if ('answer' in picked) return picked;
  const { entry } = picked;
  const { caller } = call;
  if (entry.owner !== undefined) {
    if (entry.owner === caller.person || caller.isOperator) return picked;
    throw new BotError('not-allowed', 'only its owner', { advice: finished(studioTexts['not-yours'], { name: entry.name }) });
  }
  const copies = await copiesOf(entry, caller, needs);
  const [copy] = copies;
  if (copy === undefined) return picked;
  return copies.length === 1 ? { entry: copy } : { answer: askWhich(call, copies, needs) };
}

async function copiesOf(shipped: LibraryEntry, caller: Caller, { library, store }: CommandNeeds): Promise<readonly LibraryEntry[]> {
  const visible = await library.visibleTo(caller);
  const named = visible.filter(({ owner, name }) => owner === caller.person && foldName(name) === foldName(shipped.name));
  const rows = await Promise.all(named.map(({ id }) => store.personalities.row(id)));
  return named.filter((_, index) => rows[index]?.forkOf === shipped.id);
}

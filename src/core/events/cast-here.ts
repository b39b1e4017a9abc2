import type { RoomId } from '../ids.ts';
import type { Personality } from '../personalities/personality.ts';
import type { Resolved } from '../settings/settings-reader.ts';
import type { EngineParts } from '../turns/engine-parts.ts';

/** What deciding who answers needs to know of a personality. */
export type CastEntry = Pick<Personality, 'id' | 'name' | 'revision' | 'rating'>;

/**
 * Who may answer in a room, its host first: the one chosen there, else the bot's default; then whoever the room has called in, then the
 * shipped ones.
 */
export async function castHere(
  parts: EngineParts,
  where: { readonly room: RoomId; readonly person: string },
  resolved?: Resolved,
): Promise<readonly CastEntry[]> {
  const { library, reader, settings } = parts;
  const chosen = resolved ?? (await reader.resolve(where));
  const wanted = chosen.get('personality');
  const host =
    (wanted === '' ? undefined : await library.entry(wanted)) ?? (await library.entry(settings.personality)) ?? library.shipped()[0];
  const called = await Promise.all(chosen.get('cast').map((id) => library.entry(id)));
  const all = [host, ...called, ...library.shipped()].filter((entry) => entry !== undefined);
  return [...new Map(all.map(({ id, name, revision, rating }) => [id, { id, name, revision, rating }])).values()];
}

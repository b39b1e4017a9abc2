import type { RoomId } from '../ids.ts';
import type { EngineParts } from './engine-parts.ts';

/** Somebody who may has silenced her in this place: what is said there is kept, nobody is answered, commands still work. */
export async function isQuiet(
  { reader, clock }: Pick<EngineParts, 'reader' | 'clock'>,
  where: { readonly room: RoomId; readonly person: string },
): Promise<boolean> {
  return (await reader.resolve(where)).get('quiet-until') > clock.now();
}

import { BotError } from '../errors.ts';
import type { PersonalityStore } from '../ports/personality-store.ts';
import { fileStem } from './file-stem.ts';
import type { Library, Viewer } from './library.ts';
import { studioTexts } from './studio-texts.ts';
import { writePersonality } from './xml/write-personality.ts';

export interface ExportParts {
  readonly store: { readonly personalities: PersonalityStore };
  readonly library: Library;
}

/** The canonical XML of what holds now, its portrait in it, with a file name made from the personality's. Only what the viewer can see. */
export async function exportXml(
  { store, library }: ExportParts,
  viewer: Viewer,
  id: string,
): Promise<{ readonly name: string; readonly xml: string }> {
  const personality = await library.get(id);
  const row = await store.personalities.row(id);
  const mayRead = row === undefined || viewer.isOperator || row.owner === viewer.person;
  if (personality === undefined || !mayRead) throw new BotError('not-found', 'no such personality', { advice: studioTexts.gone });
  const portrait = personality.portrait === undefined ? undefined : await library.picture(personality.portrait);
  return { name: `${fileStem(personality.name, id)}.xml`, xml: writePersonality(personality, portrait) };
}

import { BotError } from '../errors.ts';
import type { PersonalityStore } from '../ports/personality-store.ts';
import { foldName } from './fold-name.ts';
import type { Library, Viewer } from './library.ts';
import { studioTexts } from './studio-texts.ts';
import { writePersonality } from './xml/write-personality.ts';

export interface ExportParts {
  readonly store: { readonly personalities: PersonalityStore };
  readonly library: Library;
}

/** The canonical XML of what holds now, with a file name made from the personality's. Only what the viewer can see. */
export async function exportXml(
  { store, library }: ExportParts,
  viewer: Viewer,
  id: string,
): Promise<{ readonly name: string; readonly xml: string }> {
  const personality = await library.get(id);
  const row = await store.personalities.row(id);
  const mayRead = row === undefined || viewer.isOperator || row.owner === viewer.person;
  if (personality === undefined || !mayRead) throw new BotError('not-found', 'no such personality', { advice: studioTexts.gone });
  return { name: fileName(personality.name, id), xml: writePersonality(personality) };
}

/** `Old Marrow` → `old-marrow.xml`; a name without Latin letters gives the id. */
function fileName(name: string, id: string): string {
  const plain = foldName(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${plain === '' ? id : plain.slice(0, 64)}.xml`;
}

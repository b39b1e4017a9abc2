import { foldName } from './fold-name.ts';

/** What a file about a personality is called, before its ending: `Old Marrow` → `old-marrow`; a name without Latin letters gives the id. */
export function fileStem(name: string, id: string): string {
  const plain = foldName(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return plain === '' ? id : plain.slice(0, 64);
}

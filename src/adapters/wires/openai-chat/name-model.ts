import type { NamedModel } from './say-health.ts';

/** The model somebody named: the bot's own setting comes before the part's. */
export function nameModel(
  ofBot: string | undefined,
  ofPart: { readonly name: string | undefined; readonly setting: string },
): NamedModel | undefined {
  if (ofBot !== undefined) return { name: ofBot, setting: 'MIACHAT_MODEL' };
  return ofPart.name === undefined ? undefined : { name: ofPart.name, setting: ofPart.setting };
}

import { z } from 'zod';
import { type DoorEntry, readDoorEntry } from './doors.ts';

/** So much of a wrong entry is repeated. */
const shown = 40;

/** Places and people, separated by commas. What cannot be read is refused, since a list that means less than it says opens or closes too much. */
export function doorList(help: string, example: string) {
  return z
    .string()
    .transform((text, context): readonly DoorEntry[] => {
      const words = text
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== '');
      const entries = words.map((word) => ({ word, entry: readDoorEntry(word) }));
      const wrong = entries.flatMap(({ word, entry }) => (entry === undefined ? [JSON.stringify(word.slice(0, shown))] : []));
      const fault = words.length === 0 ? 'has no entry' : wrong.length > 0 ? `does not know ${wrong.join(' and ')}` : undefined;
      if (fault !== undefined)
        context.addIssue({
          code: 'custom',
          message: `${fault}; an entry is server:ID, channel:ID, role:ID, user:ID or dm, separated by commas`,
        });
      return entries.flatMap(({ entry }) => (entry === undefined ? [] : [entry]));
    })
    .optional()
    .describe(help)
    .meta({ example });
}

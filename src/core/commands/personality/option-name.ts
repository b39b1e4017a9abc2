import type { Option } from '../option.ts';
import { texts } from './texts.ts';

/** Whom a command is about. */
export const optionName = {
  name: 'name',
  kind: 'word',
  summary: texts['option-name'],
  required: true,
  completes: true,
} as const satisfies Option;

/** The same where nothing follows it: a name of several words needs no quotation marks. */
export const lastOptionName = { ...optionName, kind: 'text' } as const satisfies Option;

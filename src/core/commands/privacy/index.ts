import type { CommandPart } from '../command.ts';
import { cloud } from './cloud.ts';
import { localOnly } from './local-only.ts';
import { show } from './show.ts';
import { privacyTexts } from './texts.ts';

export default {
  summary: privacyTexts.summary,
  subcommands: [show, localOnly, cloud],
  fallback: 'show',
} satisfies CommandPart;

import type { CommandPart } from '../command.ts';
import { forget } from './forget.ts';
import { remember } from './remember.ts';
import { search } from './search.ts';
import { show } from './show.ts';
import { why } from './why.ts';

export default {
  summary: {
    en: 'What I remember: see it, find it, keep it, forget it, and why I said what I said.',
    de: 'Was ich weiß: ansehen, finden, behalten, vergessen, und warum ich etwas gesagt habe.',
  },
  subcommands: [show, search, why, remember, forget],
  fallback: 'show',
} satisfies CommandPart;

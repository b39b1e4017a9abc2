import type { CommandPart } from '../command.ts';
import { branch } from './branch.ts';
import { goOn } from './continue.ts';
import { edit } from './edit.ts';
import { exportChat } from './export.ts';
import { list } from './list.ts';
import { reset } from './reset.ts';
import { resume } from './resume.ts';
import { retry } from './retry.ts';
import { say } from './say.ts';
import { stop } from './stop.ts';

export default {
  summary: {
    en: 'The talk itself: another answer, stop, branch, start anew.',
    de: 'Das Gespräch selbst: andere Antwort, anhalten, abzweigen, neu beginnen.',
  },
  subcommands: [say, retry, goOn, stop, edit, branch, list, resume, exportChat, reset],
} satisfies CommandPart;

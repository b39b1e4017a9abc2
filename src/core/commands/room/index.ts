import type { CommandPart } from '../command.ts';
import { quiet } from './quiet.ts';
import { replies } from './replies.ts';
import { show } from './show.ts';
import { streaming } from './streaming.ts';
import { roomTexts } from './texts.ts';

export default {
  summary: roomTexts.summary,
  subcommands: [show, replies, streaming, quiet],
  fallback: 'show',
} satisfies CommandPart;

import type { CommandPart } from '../command.ts';
import { browse } from './browse.ts';
import { create } from './create.ts';
import { deletePersonality } from './delete.ts';
import { edit } from './edit.ts';
import { exportFile } from './export-file.ts';
import { importFile } from './import-file.ts';
import { set } from './set.ts';
import { show } from './show.ts';
import { texts } from './texts.ts';
import { use } from './use.ts';

export default {
  summary: texts.group,
  subcommands: [browse, show, use, create, edit, set, importFile, exportFile, deletePersonality],
  fallback: 'browse',
} satisfies CommandPart;

import type { CommandPart } from '../command.ts';
import { choose } from './choose.ts';
import { key } from './key.ts';
import { limits } from './limits.ts';
import { model } from './model.ts';
import { provider } from './provider.ts';
import { show } from './show.ts';

export default {
  summary: { en: 'Your model, your key, your limits.', de: 'Dein Modell, dein Schlüssel, deine Grenzen.' },
  subcommands: [show, choose, provider, model, key, limits],
  fallback: 'show',
} satisfies CommandPart;

import type { CommandPart } from '../core/commands/command.ts';
import { BotError } from '../core/errors.ts';
import { discoverNamed } from './discover.ts';

/** Every command folder, under its folder's name. What it must have depends on whether it is one command or a group. */
export async function discoverCommands(folder: URL): Promise<readonly (CommandPart & { readonly name: string })[]> {
  const found = await discoverNamed<CommandPart>(folder, { summary: 'object' });
  return found.map(({ name, part, file }) => {
    const isGroup = 'subcommands' in part && Array.isArray(part.subcommands);
    const isCommand = 'run' in part && typeof part.run === 'function' && Array.isArray(part.options);
    if (!isGroup && !isCommand)
      throw new BotError('part-invalid', `${file} needs either subcommands, or run and options`, { field: 'run' });
    return { ...part, name };
  });
}

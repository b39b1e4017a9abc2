import { ApplicationIntegrationType } from 'discord-api-types/v10';
import type { NamedCommand } from '../../../core/commands/command-book.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { DiscordApi } from './api.ts';
import { diffCommands } from './diff.ts';
import { apiCode, apiCodes } from './errors.ts';
import type { Say } from './say.ts';
import { toAppCommands } from './slash-commands.ts';

export interface Publishing {
  readonly api: DiscordApi;
  readonly say: Say;
  readonly logger: Logger;
}

/** Makes the commands known, writing only what changed. An application that people cannot install for themselves gets them for servers and DMs. */
export async function publishToDiscord(commands: readonly NamedCommand[], { api, say, logger }: Publishing): Promise<void> {
  const { integration_types_config: config } = await api.application();
  // Without the field the portal decides, and we learn it from a refusal.
  const allowed = config === undefined || config[ApplicationIntegrationType.UserInstall] !== undefined;
  if (allowed && (await write(true))) return;
  logger.info('discord-no-user-install', { hint: 'portal: Installation → User Install' });
  await write(false);

  /** False: Discord refused people's own installs. */
  async function write(userInstall: boolean): Promise<boolean> {
    const registered = await api.commands();
    const { create, change, drop } = diffCommands(registered, toAppCommands(commands, { say, userInstall }));
    try {
      if (registered.length === 0 && create.length > 0) await api.replaceCommands(create);
      else {
        // The old ones go first: a new one may need the room under Discord's limit.
        for (const id of drop) await api.dropCommand(id);
        for (const { id, command } of change) await api.changeCommand(id, command);
        for (const command of create) await api.createCommand(command);
      }
    } catch (thrown) {
      if (!userInstall || apiCode(thrown) !== apiCodes.invalidForm) throw thrown;
      return false;
    }
    logger.info('discord-commands', { created: create.length, changed: change.length, dropped: drop.length });
    return true;
  }
}

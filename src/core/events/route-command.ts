import type { Answer, CommandCall } from '../answers/answer.ts';
import type { CommandNeeds } from '../commands/command.ts';
import { BotError } from '../errors.ts';
import type { ParticipantId, RoomId } from '../ids.ts';
import { nearestWord } from './nearest-word.ts';

export interface Where {
  readonly room: RoomId;
  readonly participant: ParticipantId;
}

/** The one router of command calls: typed lines, buttons and the probe's calls all come through here. */
export function routeCommand(call: CommandCall, where: Where, needs: CommandNeeds): AsyncIterable<Answer> {
  const [name = '', subcommand] = call.command.trim().split(/\s+/);
  const command = needs.commands.find((known) => known.name === name);
  if (command === undefined) {
    const near = nearestWord(
      name,
      needs.commands.map((known) => known.name),
    );
    throw new BotError('unknown-command', near ?? 'none', { field: 'command' });
  }
  if (command.subcommands.length > 0 && !command.subcommands.includes(subcommand ?? '')) {
    throw new BotError('invalid-option', `/${command.name} ${command.subcommands.join('|')}`, { field: 'command' });
  }
  return command.run({ ...call, ...where }, needs);
}

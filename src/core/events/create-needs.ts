import type { Caller } from '../commands/call.ts';
import type { CommandNeeds, Tell } from '../commands/command-needs.ts';
import type { Turn } from '../ports/store.ts';
import type { Localized, PlacesOf } from '../texts/localized.ts';
import type { TextKey } from '../texts/say.ts';
import { createTalkControls } from '../turns/create-talk-controls.ts';
import type { EngineParts } from '../turns/engine-parts.ts';
import type { TurnTools } from '../turns/turn-tools.ts';
import type { Lanes } from './lanes.ts';

/** A sentence of the bot itself in one language. */
export function createTell({ say }: Pick<EngineParts, 'say'>, language: string): Tell {
  return (what: TextKey | Localized, args: PlacesOf<string>) =>
    typeof what === 'string' ? say(language, what, args as never) : say(language, what, args);
}

/** What a command may ask of the engine, for one call. */
export function createNeeds(tools: TurnTools, lanes: Lanes, whose: { readonly turn: Turn; readonly caller: Caller }): CommandNeeds {
  const { parts } = tools;
  const { clock, store, library, studio, memory, models, watch, keys, commands, host } = parts;
  return {
    clock,
    store,
    library,
    studio,
    memory,
    models,
    watch,
    keys,
    commands,
    host,
    settings: parts.reader,
    tell: createTell(parts, whose.caller.language),
    talk: createTalkControls(tools, lanes, whose.turn),
  };
}

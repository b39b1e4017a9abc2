import { setTimeout as sleep } from 'node:timers/promises';
import discord from '../../src/adapters/platforms/discord/index.ts';
import type { DiscordSettings } from '../../src/adapters/platforms/discord/settings.ts';
import { systemClock } from '../../src/bot/system-clock.ts';
import type { Choice } from '../../src/core/answers/choice.ts';
import type { NamedCommand } from '../../src/core/commands/command-book.ts';
import type { InboundEvent } from '../../src/core/events/inbound-event.ts';
import type { Platform, Typing } from '../../src/core/ports/platform.ts';
import { createSay } from '../../src/core/texts/create-say.ts';
import type { DiscordTwin } from '../twins/discord/discord-twin.ts';
import { stateIn } from './kept-state.ts';
import { createRecordingLogger, type RecordingLogger } from './recording-logger.ts';

/** The adapter on a Discord of its own, with a hand in the engine's place. */
export interface DiscordStage {
  readonly platform: Platform;
  readonly events: InboundEvent[];
  readonly logger: RecordingLogger;
  readonly kept: Map<string, string>;
  readonly failures: Error[];
  /** What the engine does with an event; nothing when absent. */
  onEvent: (event: InboundEvent) => Promise<void>;
  onTyping: (typing: Typing) => Promise<readonly Choice[]>;
  /** Waits for the `count`th event that fits. */
  heard(kind: InboundEvent['kind'], count?: number): Promise<InboundEvent>;
}

export interface DiscordStageOptions {
  readonly settings?: Partial<DiscordSettings>;
  /** What a former run has kept. */
  readonly kept?: Map<string, string>;
  readonly commands?: readonly NamedCommand[];
  readonly isStarted?: boolean;
}

/** Creates and starts the adapter; its clock is the twin's. */
export async function startDiscordStage(twin: DiscordTwin, options: DiscordStageOptions = {}): Promise<DiscordStage> {
  const kept = options.kept ?? new Map<string, string>();
  const logger = createRecordingLogger();
  const failures: Error[] = [];
  const events: InboundEvent[] = [];
  const claimed = new Set<string>();
  const platform = await discord.create({
    settings: { DISCORD_TOKEN: twin.token, DISCORD_API_URL: twin.api, DISCORD_MESSAGE_CONTENT: 'auto', ...options.settings },
    flags: {},
    logger,
    clock: { ...systemClock, now: () => twin.clock.now() },
    state: stateIn(kept),
    say: createSay(),
    front: { personality: { id: 'mia', name: 'Mia' }, provider: 'p', model: 'm', lines: () => [], greeting: () => '' },
    dataFolder: 'data',
    version: '0',
    uptime: () => 0,
    leave: () => undefined,
    idle: async () => undefined,
    fail: (error) => failures.push(error),
  });
  const stage: DiscordStage = {
    platform,
    events,
    logger,
    kept,
    failures,
    onEvent: async () => undefined,
    onTyping: async () => [],
    async heard(kind, count = 1) {
      for (let round = 0; round < 1_500; round += 1) {
        const found = events.filter((event) => event.kind === kind)[count - 1];
        if (found !== undefined) return found;
        await sleep(10);
      }
      throw new Error(`no ${kind}; there came ${events.map((event) => event.kind).join(', ') || 'nothing'}`);
    },
  };
  if (options.isStarted === false) return stage;
  await platform.start(
    async (event) => {
      if (claimed.has(event.id)) return 'repeated';
      claimed.add(event.id);
      events.push(event);
      // Like the engine: the claim is taken, the work goes on by itself.
      void stage.onEvent(event).catch((thrown: unknown) => failures.push(thrown instanceof Error ? thrown : new Error(String(thrown))));
      return 'accepted';
    },
    (typing) => stage.onTyping(typing),
  );
  if (options.commands !== undefined) await platform.publishCommands?.(options.commands);
  return stage;
}

import type { ZodObject, z } from 'zod';
import type { Platform, PlatformSetup } from './platform.ts';
import type { ChatProvider, ConnectorMaker, ProviderSetup } from './provider.ts';

/** How the process was started, as far as a platform may care. */
export interface StartFacts {
  /** stdin is a terminal. */
  readonly interactive: boolean;
  /** A chat in the terminal was asked for by name. */
  readonly chat: boolean;
  /** Some platform other than this one is connected. */
  readonly othersConnected: boolean;
}

/**
 * What `src/adapters/platforms/<name>/index.ts` exports as its default. It is free of SDKs: those are imported inside `create()`.
 * `settings` names environment variables; each carries a description, which `.env.example` is made from.
 */
export interface PlatformPart<Settings extends ZodObject = ZodObject> {
  readonly name: string;
  readonly settings: Settings;
  wanted(settings: z.infer<Settings>, start: StartFacts): boolean;
  create(setup: PlatformSetup<z.infer<Settings>>): Promise<Platform>;
  /** The guided way to connect it. */
  connector?: ConnectorMaker<z.infer<Settings>>;
}

/** What `src/adapters/providers/<name>/index.ts` exports as its default. */
export interface ProviderPart<Settings extends ZodObject = ZodObject> {
  readonly name: string;
  readonly settings: Settings;
  /**
   * The settings name enough of it to try. `look`: nobody named it, but it may be found. `keys`: people with a key of their own can use it.
   */
  configured(settings: z.infer<Settings>): boolean | 'look' | 'keys';
  /** The guided way to connect it. */
  connector?: ConnectorMaker<z.infer<Settings>>;
  create(setup: ProviderSetup<z.infer<Settings>>): Promise<ChatProvider>;
}

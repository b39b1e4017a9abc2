import type { PlatformSetup } from '../../../core/ports/platform.ts';

/** How the bot's own sentences are said in somebody's language. */
export type Say = PlatformSetup['say'];

import type { PlatformPart, StartFacts } from '../core/ports/part.ts';
import type { Platform, PlatformSetup } from '../core/ports/platform.ts';
import type { Config } from './config.ts';

export interface PlatformsPlan {
  readonly parts: readonly PlatformPart[];
  readonly start: Pick<StartFacts, 'interactive' | 'chat'>;
  /** What every platform gets; the rest is its own. */
  readonly common: Omit<PlatformSetup, 'settings' | 'state'>;
  stateOf(platform: string): PlatformSetup['state'];
}

/** Makes the platforms that are wanted and not made yet: at the start, and again when something was connected. */
export type MakePlatforms = (config: Config) => Promise<readonly Platform[]>;

export function createPlatformMaker({ parts, start, common, stateOf }: PlatformsPlan): MakePlatforms {
  const made = new Set<PlatformPart>();
  return async (config) => {
    const isWanted = (part: PlatformPart, facts: StartFacts): boolean => part.wanted(config.of(part.settings), facts);
    const others = parts.filter((part) => isWanted(part, { interactive: false, chat: false, othersConnected: true }));
    const platforms: Platform[] = [];
    for (const part of parts) {
      const othersConnected = others.some((other) => other !== part);
      if (made.has(part) || !isWanted(part, { ...start, othersConnected })) continue;
      platforms.push(await part.create({ ...common, settings: config.of(part.settings), state: stateOf(part.name) }));
      made.add(part);
    }
    return platforms;
  };
}

import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { DiscordApi } from './api.ts';
import { createSurface, type Surface, type SurfaceFacts, type SurfaceState } from './surface.ts';

/** As long as Discord's token serves. */
const lifeMs = 15 * 60_000;

/** The interactions of the last 15 minutes, by event, through restarts. */
export interface Surfaces {
  open(facts: SurfaceFacts): Surface;
  /** Undefined: the event was no interaction, or too long ago. */
  of(event: string | null | undefined): Promise<Surface | undefined>;
  prune(): Promise<void>;
}

export interface SurfacesParts {
  readonly api: DiscordApi;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly state: AdapterState;
}

interface Kept {
  readonly facts: SurfaceFacts;
  readonly state: SurfaceState;
}

export function createSurfaces({ api, clock, logger, state }: SurfacesParts): Surfaces {
  const open = new Map<string, Surface>();

  function onChange(facts: SurfaceFacts, now: SurfaceState): void {
    const kept: Kept = { facts, state: now };
    state.set(`handle/${facts.id}`, JSON.stringify(kept)).catch(() => logger.warn('discord-handle-not-kept', { event: facts.id }));
  }

  function dropOld(): void {
    for (const [id, { facts }] of open) {
      if (clock.now() - facts.at < lifeMs) return;
      open.delete(id);
      state.delete(`handle/${id}`).catch(() => logger.warn('discord-handle-not-dropped', { event: id }));
    }
  }

  return {
    open(facts) {
      dropOld();
      const surface = createSurface({ api, clock, logger, onChange }, facts);
      open.set(facts.id, surface);
      return surface;
    },
    async of(event) {
      if (event === null || event === undefined) return undefined;
      const there = open.get(event);
      if (there !== undefined) return there;
      const kept = await state.get(`handle/${event}`);
      if (kept === undefined) return undefined;
      const { facts, state: former } = JSON.parse(kept) as Kept;
      if (clock.now() - facts.at >= lifeMs) return undefined;
      const surface = createSurface({ api, clock, logger, onChange }, facts, former);
      open.set(event, surface);
      return surface;
    },
    async prune() {
      for (const { key, value } of await state.list('handle/'))
        if (clock.now() - (JSON.parse(value) as Kept).facts.at >= lifeMs) await state.delete(key);
    },
  };
}

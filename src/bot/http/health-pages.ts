import type { Platform } from '../../core/ports/platform.ts';
import type { Page, Pages } from './serve-http.ts';

export interface HealthSources {
  /** Platforms of this run. */
  readonly platforms: readonly Pick<Platform, 'name' | 'isConnected'>[];
  /** `starting` until all of them have been connected once. */
  phase(): 'starting' | 'running' | 'stopping';
  metrics(): Promise<{ readonly type: string; readonly body: string }>;
}

/** What an operator's watchdog and Prometheus ask for. */
export function healthPages({ platforms, phase, metrics }: HealthSources): Pages {
  return {
    '/livez': () => json(200, { alive: true }),
    '/readyz'() {
      const states = platforms.map(({ name, isConnected }) => [name, isConnected?.() === false ? 'away' : 'connected'] as const);
      const isReady = phase() === 'running' && states.every(([, state]) => state === 'connected');
      return json(isReady ? 200 : 503, { ready: isReady, phase: phase(), platforms: Object.fromEntries(states) });
    },
    '/metrics': async () => ({ status: 200, ...(await metrics()) }),
  };
}

function json(status: Page['status'], value: object): Page {
  return { status, type: 'application/json', body: `${JSON.stringify(value)}\n` };
}

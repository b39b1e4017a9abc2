import type { Platform } from '../../core/ports/platform.ts';
import type { Store } from '../../core/ports/store.ts';
import type { ProviderFigures } from './create-metrics.ts';
import type { HealthSources } from './health-pages.ts';

export interface HttpPlan {
  /** Undefined: nothing is served and nothing is counted. */
  readonly port: number | undefined;
  readonly platforms: readonly Platform[];
  phase: HealthSources['phase'];
  providers(): readonly ProviderFigures[];
}

export interface Http {
  /** The store that the bot is to work with. */
  watch(store: Store): Store;
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Health and metrics on `127.0.0.1:METRICS_PORT`. Whoever does not want them loads none of it. */
export async function createHttp({ port, platforms, phase, providers }: HttpPlan): Promise<Http> {
  if (port === undefined) return { watch: (store) => store, open: async () => undefined, close: async () => undefined };
  const [{ createMetrics }, { healthPages }, { serveHttp }] = await Promise.all([
    import('./create-metrics.ts'),
    import('./health-pages.ts'),
    import('./serve-http.ts'),
  ]);
  const metrics = await createMetrics(providers);
  let server: { close(): Promise<void> } | undefined;
  return {
    watch: metrics.watch,
    async open() {
      server = await serveHttp(port, healthPages({ platforms, phase, metrics: metrics.render }));
    },
    async close() {
      metrics.close();
      await server?.close();
    },
  };
}

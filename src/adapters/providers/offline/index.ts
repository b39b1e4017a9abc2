import { z } from 'zod';
import type { ProviderPart } from '../../../core/ports/part.ts';

const settings = z.object({});

export default {
  name: 'offline',
  settings,
  configured: () => 'look',
  async create() {
    const { createOfflineProvider } = await import('./offline-provider.ts');
    return createOfflineProvider();
  },
} satisfies ProviderPart<typeof settings>;

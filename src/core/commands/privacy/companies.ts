import type { ModelRouter, ProviderStatus } from '../../providers/model-router.ts';

/** Providers whose answers are made by a company elsewhere. */
export function companies(models: Pick<ModelRouter, 'providers'>): readonly ProviderStatus[] {
  return models.providers().filter(({ provider, health }) => {
    const models = health?.state === 'up' ? health.models : [];
    return provider.exposure === 'cloud' || models.some(({ exposure }) => exposure === 'cloud');
  });
}

/** What people call whoever reads the words there. */
export function companyName({ provider }: ProviderStatus): string {
  return provider.company ?? provider.name;
}

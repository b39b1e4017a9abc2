import type { PlatformPart } from '../../../core/ports/part.ts';
import { matrixSettings } from './settings.ts';

export default {
  name: 'matrix',
  settings: matrixSettings,
  wanted: ({ MATRIX_HOMESERVER_URL, MATRIX_ACCESS_TOKEN, MATRIX_USER, MATRIX_PASSWORD }) =>
    MATRIX_HOMESERVER_URL !== undefined &&
    (MATRIX_ACCESS_TOKEN !== undefined || (MATRIX_USER !== undefined && MATRIX_PASSWORD !== undefined)),
  async connector(settings) {
    const { createMatrixConnector } = await import('./connector.ts');
    return createMatrixConnector(settings);
  },
  async create(setup) {
    const { createMatrixPlatform } = await import('./matrix-platform.ts');
    return createMatrixPlatform(setup);
  },
} satisfies PlatformPart<typeof matrixSettings>;

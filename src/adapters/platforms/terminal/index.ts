import { z } from 'zod';
import type { PlatformPart } from '../../../core/ports/part.ts';

const settings = z.object({
  NO_COLOR: z.string().optional().describe('Terminal: anything switches colours off.').meta({ example: '1' }),
});

export default {
  name: 'terminal',
  settings,
  wanted: (_settings, { interactive, chat, othersConnected }) => interactive || chat || !othersConnected,
  async create(setup) {
    const io = { input: process.stdin, output: process.stdout, errors: process.stderr };
    if (setup.flags['json'] === true) {
      const { createProbePlatform } = await import('./probe-platform.ts');
      return createProbePlatform(setup, io);
    }
    if (io.input.isTTY && io.output.isTTY) {
      const { createTtyPlatform } = await import('./tty-platform.ts');
      return createTtyPlatform(setup, io, setup.settings.NO_COLOR === undefined);
    }
    const { createPipePlatform } = await import('./pipe-platform.ts');
    return createPipePlatform(setup, io);
  },
} satisfies PlatformPart<typeof settings>;

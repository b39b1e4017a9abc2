import { z } from 'zod';
import { operatorOwner } from '../../core/settings/levels.ts';
import type { EngineParts } from '../../core/turns/engine-parts.ts';
import type { RotationNews, RotationStep } from '../rotate-keys.ts';
import { plainVariables } from '../stored-variables.ts';
import { version } from '../version.ts';
import type { WriterJobs } from '../writer-socket.ts';

/** The operator at the command line: what they bring in belongs to the bot. */
export const commandLine = { person: operatorOwner, isOperator: true } as const;

const importing = z.object({ xml: z.string(), file: z.string() });
const exporting = z.object({ name: z.string() });
const connecting = z.record(z.string(), z.string());
const forgetting = z.object({ key: z.string() });
const rotating = z.union([z.literal('first'), z.object({ owner: z.string(), name: z.string() })]);

export interface WriterJobsPlan extends Pick<EngineParts, 'studio' | 'library' | 'host' | 'store'> {
  rotate(step: RotationStep): Promise<RotationNews>;
  forgetSealed(key: string): Promise<number>;
}

/** What the command line may have the running bot do, since only one process may write. */
export function writerJobs({ studio, library, host, store, ...keys }: WriterJobsPlan): WriterJobs {
  return {
    ping: async () => ({ version, pid: process.pid }),
    async import(argument) {
      const { xml, file } = importing.parse(argument);
      const { entry } = await studio.importXml(commandLine, xml, file);
      return { id: entry.id, name: entry.name, revision: entry.revision };
    },
    async export(argument) {
      const { name } = exporting.parse(argument);
      const found = await library.find(name, commandLine);
      if (found.length !== 1) return { found: found.map((entry) => `${entry.name} (${entry.id})`) };
      const [entry] = found;
      return entry === undefined ? { found: [] } : await studio.exportXml(commandLine, entry.id);
    },
    variables: () => plainVariables(store),
    async connect(argument) {
      return (await host.connected(connecting.parse(argument))) ?? {};
    },
    rotate: (argument) => keys.rotate(rotating.parse(argument)),
    forgetSealed: async (argument) => ({ removed: await keys.forgetSealed(forgetting.parse(argument).key) }),
  };
}

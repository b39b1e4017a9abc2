import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describeCommands, type FoundCommand, isPart } from '../../../test/contracts/command-contract.ts';

const here = import.meta.dirname;
const load = async (file: string): Promise<Record<string, unknown>> => await import(pathToFileURL(join(here, file)).href);

/** As the bot finds them: every folder with an `index.ts`. No list of names. */
const folders = globSync('*/index.ts', { cwd: here }).map(dirname).sort();
const found = await Promise.all(
  folders.map(async (folder): Promise<FoundCommand> => {
    const { default: part } = await load(join(folder, 'index.ts'));
    if (!isPart(part)) throw new Error(`${folder}/index.ts exports no command`);
    const modules = globSync('**/*.ts', { cwd: join(here, folder) }).filter((file) => !file.endsWith('.test.ts'));
    return { name: basename(folder), part, modules: await Promise.all(modules.map((file) => load(join(folder, file)))) };
  }),
);

describeCommands(found);

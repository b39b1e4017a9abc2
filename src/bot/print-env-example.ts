import { collectVariables } from './config.ts';
import { toEnvExample } from './env-example.ts';

// `npm run env:example` writes what this prints into .env.example.
process.stdout.write(toEnvExample(await collectVariables()));

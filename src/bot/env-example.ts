import type { Variable } from './variables.ts';

/** The text of `.env.example`: every variable with its help, switched off. */
export function toEnvExample(variables: readonly Variable[]): string {
  const head =
    '# Made by `npm run env:example` from the settings of every part. Copy what you need into .env; the environment wins over it.\n';
  return (
    head + variables.map(({ name, help, example, isSecret }) => `\n# ${help}${isSecret ? ' Secret.' : ''}\n#${name}=${example}\n`).join('')
  );
}

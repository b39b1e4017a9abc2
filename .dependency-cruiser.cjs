// The arrows of the house (design section 3) as path rules; there is no list of files anywhere in them.
const only = (sdk, home) => ({
  name: `${sdk}-at-home`,
  severity: 'error',
  from: { path: '^(src|bin)/', pathNot: home },
  to: { path: `^node_modules/(@types/)?${sdk}/` },
});

module.exports = {
  forbidden: [
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^src/core/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(src/(adapters|bot)|test)/' },
    },
    {
      name: 'core-packages',
      severity: 'error',
      from: { path: '^src/core/', pathNot: '\\.test\\.ts$' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'],
        pathNot: '^node_modules/(zod|intl-messageformat|re2js|lru-cache)/',
      },
    },
    {
      name: 'adapters-see-ports',
      severity: 'error',
      from: { path: '^src/adapters/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/core/',
        pathNot:
          '^src/core/(ports|answers|replies|commands|events|prompting/receipt\\.ts|texts/(localized|literal|finished)\\.ts|errors\\.ts|ids\\.ts)',
      },
    },
    {
      name: 'adapters-apart',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+/[^/]+)/' },
      to: { path: '^src/adapters/', pathNot: ['^src/adapters/$1/', '^src/adapters/wires/'] },
    },
    {
      name: 'wires-for-providers',
      severity: 'error',
      from: { path: '^src/adapters/', pathNot: '^src/adapters/(providers|wires)/' },
      to: { path: '^src/adapters/wires/' },
    },
    {
      name: 'secrets-apart',
      severity: 'error',
      from: { path: '^src/adapters/secrets/' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/secrets/' },
    },
    {
      name: 'nobody-imports-bot',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/bot/|\\.test\\.ts$' },
      to: { path: '^src/bot/' },
    },
    { name: 'src-without-test', severity: 'error', from: { path: '^src/', pathNot: '\\.test\\.ts$' }, to: { path: '^test/' } },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    only('better-sqlite3', '^src/adapters/(stores/sqlite|platforms/matrix/encryption)/'),
    // For the schema and its migrations alone: loading it costs every start time and memory.
    only('drizzle-orm', '^migrations/'),
    only('discord\\.js', '^src/adapters/platforms/discord/'),
    only('matrix-bot-sdk', '^src/adapters/platforms/matrix/'),
    only('@matrix-org', '^src/adapters/platforms/matrix/encryption/'),
    only('openai', '^src/adapters/(providers/openai|wires/openai-chat)/'),
    only('@anthropic-ai', '^src/adapters/providers/anthropic/'),
    only('pino', '^src/bot/'),
    only('prom-client', '^src/bot/'),
    only('rate-limiter-flexible', '^src/adapters/limits/'),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    preserveSymlinks: true,
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(src|test|bin|node_modules)/|^[a-z_:/]+$',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};

const { join } = require('node:path');

// Who may import whom; the table of docs/architecture.md.
const folders = {
  contracts: 'shared/contracts',
  store: 'shared/store',
  ui: 'shared/ui',
  models: 'models',
  api: 'services/api',
  scorer: 'services/scorer',
  exporter: 'services/exporter',
  console: 'services/console',
  launcher: 'services/launcher',
  extension: 'extension',
  test: 'test',
};
const mayImport = {
  contracts: [],
  store: ['contracts'],
  ui: ['contracts'],
  models: ['contracts'],
  api: ['contracts', 'store'],
  scorer: ['contracts', 'store', 'models'],
  exporter: ['contracts', 'store'],
  console: ['contracts', 'ui'],
  launcher: ['contracts', 'store', 'api', 'scorer', 'exporter'],
  extension: ['contracts', 'ui'],
};
const mayImportTypes = { console: ['api'], extension: ['api'] };

const below = (names) => `^(${names.map((name) => folders[name]).join('|')})/`;
const others = (name, allowed) =>
  Object.keys(folders).filter((other) => other !== name && !allowed.includes(other));

const directionRules = Object.entries(mayImport).flatMap(([name, allowed]) => {
  const types = mayImportTypes[name] ?? [];
  const forbidden = {
    name: `${name}-imports-only-${['nothing-of-ours', ...allowed].slice(allowed.length > 0 ? 1 : 0).join('-and-')}`,
    severity: 'error',
    from: { path: below([name]) },
    to: { path: below(others(name, [...allowed, ...types])) },
  };
  if (types.length === 0) return [forbidden];
  const typesOnly = {
    name: `${name}-imports-only-types-of-${types.join('-and-')}`,
    severity: 'error',
    from: { path: below([name]) },
    to: { path: below(types), dependencyTypesNot: ['type-only'] },
  };
  return [forbidden, typesOnly];
});

module.exports = {
  forbidden: [
    ...directionRules,
    {
      name: 'launcher-imports-only-entry-points-of-services',
      severity: 'error',
      from: { path: below(['launcher']) },
      to: { path: below(['api', 'scorer', 'exporter']), pathNot: '^services/[^/]+/src/[^/]+\\.ts$' },
    },
    {
      name: 'contracts-runs-in-a-browser',
      severity: 'error',
      from: { path: below(['contracts']), pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'shipped-code-uses-no-development-dependency',
      severity: 'error',
      from: {
        path: '^(services|shared|models|extension)/[^.]*/?src/',
        pathNot: '(\\.test\\.tsx?|\\.e2e\\.ts)$|/testing/|/vite-env\\.d\\.ts$',
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.output|\\.wxt|\\.cache|\\.data|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: join(__dirname, 'tsconfig.base.json') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};

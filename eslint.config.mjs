import js from '@eslint/js'
import { createNodeResolver, importX } from 'eslint-plugin-import-x'
import node from 'eslint-plugin-n'
import tseslint from 'typescript-eslint'

const jestGlobals = [
  'describe',
  'it',
  'test',
  'expect',
  'jest',
  'beforeAll',
  'beforeEach',
  'afterEach',
  'afterAll',
]

/** The files of some rooms of src: a room is a folder, and the entry point of the same name beside it. */
const rooms = (...names) => names.map((name) => `src/{${name}.ts,${name}/**/*.ts}`)

/** The rooms of the environment, from the ground up: none imports one that stands above it. */
const environmentRooms = ['jest', 'options', 'allowances', 'judging', 'api', 'file']

/** What stands at the environment's door: only what tells of its own errors may be used within. */
const door = ['src/environment/{mixin,start}.{ts,js}']

/** Rooms that hold pure functions: data in, data out. */
const pureRooms = ['knowledge', 'verdict', 'wording', 'options', 'annotations']

/** Rooms that run in the reporter's, the configuration's or the command line's process: packages are allowed. */
const outerRooms = ['reporter', 'config', 'cli', 'why', 'memory', 'terminal']

const packages = {
  regex: '^(?!node:|\\.)',
  message: 'What the environment reaches loads only node: modules, so that a test file starts fast.',
}
const jestPackages = {
  regex: '^(jest($|[-/])|@jest/|expect$)',
  message: 'Only src/environment, src/reporter and src/config know Jest.',
}
const effects = {
  regex: '^node:|/kept/(?!(path|crypto)$)',
  message: 'The deciding and wording layers are pure: facts come in as data.',
}
const late = {
  regex: '^node:',
  allowTypeImports: true,
  message: 'Tests mock and spy on core modules: take what was kept from before the first test, in src/kept.',
}
/** Rooms of which nothing runs beside tests, or which run as tests do, in their sandbox. */
const besideTests = {
  files: ['src/**/*.ts'],
  ignores: [
    ...rooms(
      'api',
      'cli',
      'config',
      'eslint',
      'fixtures',
      'kept',
      'loading',
      'memory',
      'sandbox',
      'terminal',
      'why',
    ),
    'src/{index,setup}.ts',
    'src/report/html/client/**/*.ts',
  ],
}
const keptGlobals = [
  'clearImmediate',
  'clearInterval',
  'clearTimeout',
  'performance',
  'process',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
]
const keptProperties = {
  Date: ['now'],
  Error: ['captureStackTrace', 'prepareStackTrace', 'stackTraceLimit'],
  globalThis: keptGlobals,
}

const restrictImports = (...patterns) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
})

/** Forbids a room to import from others, whatever the spelling of the path. */
const zone = (room, forbidden, message) => ({ target: rooms(room), from: rooms(...forbidden), message })

const measuring = 'Measuring knows nothing of Jest or of who tells the verdict.'

export default tseslint.config(
  {
    ignores: [
      'projects/',
      '**/build/',
      '**/dist/',
      '**/coverage/',
      '.stryker-tmp/',
      'mutation-report/',
      '**/*.d.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // A require inside a function loads a part only when it is used.
      '@typescript-eslint/no-require-imports': ['error', { allow: ['^(node:|\\.\\.?/)'] }],
      // Asked of a class's own prototype, it is the test for instances that no subject can override.
      'no-prototype-builtins': 'off',
    },
  },
  {
    // Examples are packages of their own, which say nothing of Node versions.
    ignores: ['examples/**'],
    plugins: { n: node },
    rules: {
      // async_hooks.createHook is experimental on every line of Node, and what this package is built on.
      'n/no-unsupported-features/node-builtins': ['error', { allowExperimental: true }],
      'n/no-unsupported-features/es-builtins': 'error',
      'n/prefer-node-protocol': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.json'] })] },
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'import-x/no-extraneous-dependencies': ['error', { devDependencies: false }],
      'import-x/no-restricted-paths': [
        'error',
        {
          basePath: import.meta.dirname,
          zones: [
            ...pureRooms.map((room) => ({
              target: `./src/${room}`,
              from: './src',
              except: [...pureRooms, 'kept'].map((allowed) => `./${allowed}`),
              message: 'The deciding and wording layers import only each other and the options.',
            })),
            {
              target: './src/knowledge',
              from: './src',
              except: ['./knowledge', './options/process-wide-rule.ts'],
              message: 'What is known of packages is data: others read it.',
            },
            zone('resources', ['environment', 'reporter', 'cli', 'why', 'report'], measuring),
            zone('servers', ['environment', 'reporter', 'cli', 'why', 'report'], measuring),
            zone('singletons', ['environment', 'reporter', 'cli', 'why', 'report', 'wording'], measuring),
            zone('counts', ['environment', 'reporter', 'cli', 'why', 'report', 'wording'], measuring),
            zone(
              'ownership',
              [
                'environment',
                'reporter',
                'cli',
                'why',
                'report',
                'resources',
                'counts',
                'servers',
                'singletons',
              ],
              'Ownership says who, and knows nothing of what.',
            ),
            ...['why', 'memory'].map((room) =>
              zone(room, ['cli'], 'The command line calls it, not the other way round.'),
            ),
            {
              target: './src/fixtures',
              from: './src',
              except: ['./fixtures'],
              message:
                'The fixtures run in the sandbox of a test file and share nothing with the environment.',
            },
            zone(
              'environment',
              ['reporter', 'cli', 'why', 'memory', 'api'],
              'The environment never loads the reporter or the command line.',
            ),
            ...environmentRooms.map((room, floor) => ({
              target: `src/environment/${room}/**/*.ts`,
              from: [
                ...environmentRooms.slice(floor + 1).map((name) => `src/environment/${name}/**/*.ts`),
                ...door,
              ],
              message: `A room of the environment imports only those below it: ${environmentRooms.join(', ')}.`,
            })),
            {
              target: rooms('environment'),
              from: ['src/report/formats/**/*.ts'],
              message: 'Formats are loaded by the reporter and the command line alone, one at a time.',
            },
          ],
        },
      ],
    },
  },
  { files: ['src/**/*.ts'], rules: restrictImports(packages, jestPackages) },
  { ...besideTests, rules: restrictImports(packages, jestPackages, late) },
  {
    ...besideTests,
    rules: {
      'no-restricted-globals': ['error', ...keptGlobals.map((name) => ({ name, message: late.message }))],
      'no-restricted-properties': [
        'error',
        ...Object.entries(keptProperties).flatMap(([object, properties]) =>
          properties.map((property) => ({ object, property, message: late.message })),
        ),
      ],
    },
  },
  {
    files: rooms('kept'),
    // Methods are separated from their objects here, so that nobody can replace them.
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  { files: rooms('config'), rules: restrictImports() },
  { files: rooms('reporter'), rules: restrictImports(late) },
  { files: ['src/report/formats/**/*.ts'], rules: restrictImports(jestPackages, late) },
  { files: rooms('cli', 'why', 'memory', 'terminal'), rules: restrictImports(jestPackages) },
  { files: rooms(...pureRooms), rules: restrictImports(packages, effects) },
  {
    files: ['src/**/*.ts'],
    ignores: rooms(...outerRooms),
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ImportExpression[source.value!=/^(node:|\\.)/]', message: packages.message },
      ],
    },
  },
  {
    // Singletons are what some tests are about.
    files: ['__tests__/**/*.ts'],
    rules: { '@typescript-eslint/no-extraneous-class': 'off' },
  },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: node.configs['flat/recommended-script'].languageOptions.globals,
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: node.configs['flat/recommended-module'].languageOptions.globals },
  },
  {
    files: ['examples/**'],
    languageOptions: { globals: Object.fromEntries(jestGlobals.map((name) => [name, 'readonly'])) },
  },
)

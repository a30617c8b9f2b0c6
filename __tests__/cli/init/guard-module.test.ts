import { guardModule, replaceEnvironment } from '../../../src/cli/init/guard-module'

const cases: readonly (readonly [what: string, file: string, before: string, after: string])[] = [
  [
    'a comment that belongs to the export stays with it',
    'jest.config.js',
    `/** @type {import('jest').Config} */
module.exports = {
  verbose: true, // as ever
}
`,
    `const { withLeakGuard } = require('jest-leakguard')

/** @type {import('jest').Config} */
module.exports = withLeakGuard({
  verbose: true, // as ever
})
`,
  ],
  [
    'semicolons, double quotes and a directive',
    'jest.config.js',
    `"use strict";

const base = require("./base");

module.exports = async () => ({ ...base });
`,
    `"use strict";

const base = require("./base");
const { withLeakGuard } = require("jest-leakguard");

module.exports = withLeakGuard(async () => ({ ...base }));
`,
  ],
  [
    'what is said of the whole file stays in front',
    'jest.config.cjs',
    `// See https://jestjs.io/docs/configuration

module.exports = { verbose: true }
`,
    `// See https://jestjs.io/docs/configuration

const { withLeakGuard } = require('jest-leakguard')

module.exports = withLeakGuard({ verbose: true })
`,
  ],
  [
    'module.exports that is written to in several places',
    'jest.config.js',
    `module.exports = { verbose: true }
if (process.env.CI) module.exports.bail = 1
`,
    `module.exports = { verbose: true }
if (process.env.CI) module.exports.bail = 1

module.exports = require('jest-leakguard').withLeakGuard(module.exports)
`,
  ],
  [
    'export default of a name',
    'jest.config.ts',
    `import type { Config } from 'jest'

const config: Config = { verbose: true }

export default config
`,
    `import type { Config } from 'jest'
import { withLeakGuard } from 'jest-leakguard'

const config: Config = { verbose: true }

export default withLeakGuard(config)
`,
  ],
  [
    'export default of an object with a type',
    'jest.config.ts',
    `import type { Config } from 'jest';

export default {
  preset: 'ts-jest',
} satisfies Config;
`,
    `import type { Config } from 'jest';
import { withLeakGuard } from 'jest-leakguard';

export default withLeakGuard({
  preset: 'ts-jest',
} satisfies Config);
`,
  ],
  [
    'export default of an async arrow function',
    'jest.config.mjs',
    `export default async () => ({
  verbose: true,
})
`,
    `import { withLeakGuard } from 'jest-leakguard'

export default withLeakGuard(async () => ({
  verbose: true,
}))
`,
  ],
  [
    'export default of a function with a name',
    'jest.config.mjs',
    `export default async function config() {
  return { verbose: true }
}
`,
    `import { withLeakGuard } from 'jest-leakguard'

async function config() {
  return { verbose: true }
}

export default withLeakGuard(config)
`,
  ],
  [
    'export default of a function without one',
    'jest.config.ts',
    `export default async function (): Promise<object> {
  return {}
}
`,
    `import { withLeakGuard } from 'jest-leakguard'

export default withLeakGuard(async function (): Promise<object> {
  return {}
})
`,
  ],
  [
    'export { config as default }',
    'jest.config.mjs',
    `const config = { verbose: true }

export { config as default }
`,
    `import { withLeakGuard } from 'jest-leakguard'

const config = { verbose: true }

export default withLeakGuard(config)
`,
  ],
  [
    'export { config as default } among others',
    'jest.config.mjs',
    `import base from './base.mjs';
const config = { ...base };
export { base, config as default };
`,
    `import base from './base.mjs';
import { withLeakGuard } from 'jest-leakguard';
const config = { ...base };
export { base };
export default withLeakGuard(config);
`,
  ],
  [
    'the export of another module',
    'jest.config.mjs',
    `export { default } from '@acme/jest-config'
`,
    `import { withLeakGuard } from 'jest-leakguard'

import { default as sharedConfig } from '@acme/jest-config'
export default withLeakGuard(sharedConfig)
`,
  ],
  [
    'export =',
    'jest.config.ts',
    `import type { Config } from 'jest'

const config: Config = {}

export = config
`,
    `import type { Config } from 'jest'
import { withLeakGuard } from 'jest-leakguard'

const config: Config = {}

export = withLeakGuard(config)
`,
  ],
  [
    "Jest's own docblock stays first",
    'jest.config.ts',
    `/** @jest-config-loader esbuild-register */
export default { verbose: true }
`,
    `/** @jest-config-loader esbuild-register */
import { withLeakGuard } from 'jest-leakguard'

export default withLeakGuard({ verbose: true })
`,
  ],
]

test.each(cases)('%s', (_what, file, before, after) => {
  expect(guardModule(before, file)).toBe(after)
})

test.each([
  ['jest.config.mjs', 'export const config = {}\n'],
  ['jest.config.js', 'exports.default = {}\nexports.__esModule = true\n'],
  ['jest.config.js', 'module.exports = {\n'],
  ['jest.config.js', "module.exports = require('jest-leakguard').withLeakGuard({})\n"],
])('%s that cannot be wrapped: %j', (file, text) => {
  expect(guardModule(text, file)).toBeUndefined()
})

test('the environment of a config is replaced where it is written out, once', () => {
  const text = `export default { testEnvironment: './test/env.ts', "x": 1 }`
  expect(replaceEnvironment(text, /env(?:\.\w+)?$/, '<rootDir>/own.js')).toBe(
    `export default { testEnvironment: '<rootDir>/own.js', "x": 1 }`,
  )
  expect(replaceEnvironment(`${text}\n// testEnvironment: "./env"`, /env(?:\.\w+)?$/, 'x')).toBeUndefined()
  expect(replaceEnvironment('export default { testEnvironment }', /env$/, 'x')).toBeUndefined()
})

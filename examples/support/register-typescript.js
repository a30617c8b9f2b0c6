// @ts-check
'use strict'

// Lets a child process load TypeScript, as Jest does for the tests: node --require ./register-typescript.js worker.ts
const { readFileSync } = require('node:fs')
const { transformSync } = require('@swc/core')

/** @type {import('@swc/core').Options} */
const options = {
  swcrc: false,
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs' },
}

/** @type {(module: NodeJS.Module, filename: string) => void} */
require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, filename })
  Reflect.apply(Reflect.get(module, '_compile'), module, [code, filename])
}

import type { JestLine } from '../support/install/consumers'
import type { JestRun } from '../support/run/jest-run'
import { nodeLines, runJest } from '../support/run/run-jest'
import { type StateCase, stateCases } from '../support/cases/state-cases'

type Kind = 'CommonJS' | 'ES modules' | 'jsdom'

const heads: Readonly<Record<Kind, string>> = {
  CommonJS: `const fs = require('fs'), { EventEmitter } = require('events'), https = require('https'), { bus } = require('./bus')`,
  'ES modules': `import { jest } from '@jest/globals'; import fs from 'fs'; import { EventEmitter } from 'events'; import https from 'https'; import { bus } from './bus.mjs'`,
  jsdom: `const fs = require('fs'), { EventEmitter } = require('events'), https = require('https'), { bus } = require('./bus')`,
}

const busOf: Readonly<Record<'js' | 'mjs', string>> = {
  js: `class Bus extends require('events') {}\nexports.bus = new Bus()`,
  mjs: `import { EventEmitter } from 'events'\nclass Bus extends EventEmitter {}\nexport const bus = new Bus()`,
}

function casesOf(kind: Kind): [string, StateCase][] {
  return Object.entries(stateCases).filter(([, each]) => kind !== 'jsdom' || each.notInDocuments !== true)
}

/** All rows in one file, as what they leave is put back after each: Jest starts once for all of them. */
function filesOf(kind: Kind): Record<string, string> {
  const extension = kind === 'ES modules' ? 'mjs' : 'js'
  const fileOf = (body: 'leaking' | 'clean'): string =>
    casesOf(kind)
      .map(([name, each]) => `test(${JSON.stringify(name)}, () => {\n  ${each[body]}\n})\n`)
      .join('')
  const piling = (count: number, off: string): string =>
    `test.each(Array.from({ length: ${String(count)} }))('adds one', () => {
  const listener = () => {}
  bus.on('order', listener) // left
  ${off}
})`
  const sources = {
    leaking: fileOf('leaking'),
    clean: fileOf('clean'),
    piling: piling(11, ''),
    'piling-clean': piling(20, `bus.off('order', listener)`),
  }
  return {
    ...Object.fromEntries(
      Object.entries(sources).map(([name, source]) => [
        `${name}.test.${extension}`,
        `${heads[kind]}\n${source}`,
      ]),
    ),
    [`bus.${extension}`]: busOf[extension],
    'below/config.js': '',
  }
}

function runAll(kind: Kind, jest: JestLine, node: (typeof nodeLines)[number]): Promise<JestRun> {
  const isModule = kind === 'ES modules'
  return runJest({
    files: filesOf(kind),
    config: {
      preset: 'jest-leakguard/strict',
      testEnvironmentOptions: { leakguard: { restoreState: true } },
      ...(kind === 'jsdom' && { testEnvironment: 'jest-leakguard/strict-jsdom' }),
      ...(isModule && { testMatch: ['**/*.test.mjs'] }),
      transform: {},
    },
    jest,
    node,
    args: ['-i'],
    env: isModule ? { NODE_OPTIONS: '--experimental-vm-modules --no-warnings' } : {},
  })
}

const kinds: readonly Kind[] = ['CommonJS', 'ES modules', 'jsdom']
const lines = (['30', '29'] as const).flatMap((jest) =>
  nodeLines.flatMap((node) => kinds.map((kind) => ({ jest, node, kind }))),
)

describe.each(lines)('Jest $jest, Node $node, $kind', ({ jest, kind, node }) => {
  const extension = kind === 'ES modules' ? 'mjs' : 'js'
  let run: JestRun
  beforeAll(async () => {
    run = await runAll(kind, jest, node)
  })

  test.each(casesOf(kind))('%s that stays fails its test, with the line', (name, { help, says }) => {
    const blocks = run.fileMessage(`leaking.test.${extension}`).split(/^(?= {2}● )/m)
    const message = blocks.filter((block) => block.startsWith(`  ● ${name}\n`)).join('')
    expect(message).toContain(`LeakError: this test left ${says}`)
    expect(message).toContain(`help:    ${help}`)
    expect(message).toMatch(/> +\d+ \|.*\/\/ left/)
    expect(message.match(/LeakError/g)).toHaveLength(1)
    expect(message).not.toContain('planted-value\n')
  })

  test('listeners that pile up on an emitter of the project fail the file, with the line', () => {
    const message = run.fileMessage(`piling.test.${extension}`)
    expect(message).toContain('LeakError: this file left 11 listeners for `order` on `Bus`')
    expect(message).toMatch(/> +\d+ \|.*\/\/ left/)
  })

  test('what is restored is nobody’s fault', () => {
    for (const name of ['clean', 'piling-clean']) {
      const { assertionResults, message } = run.file(`${name}.test.${extension}`)
      expect([message, assertionResults.length > 0]).toEqual(['', true])
    }
  })
})

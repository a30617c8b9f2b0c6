import { pairsOfTheProcess, type StatePair } from '../support/cases/state-pairs'
import type { JestRun } from '../support/run/jest-run'
import { runJest } from '../support/run/run-jest'

/** What one file leaves for all files after it, and what fails there. */
const pairs: Readonly<Record<string, StatePair>> = {
  ...pairsOfTheProcess,
  'the working directory': {
    says: 'the working directory changed',
    leaves: `process.chdir('below')`,
    putsBack: `process.chdir('..')`,
    victim: `expect(fs.existsSync('below')).toBe(true)`,
  },
  'a function of `fs`': {
    says: '`fs.existsSync` replaced, for every test file of this process',
    leaves: `fs.existsSync = () => false`,
    putsBack: `fs.existsSync = existsSync`,
    victim: `expect(fs.existsSync(__filename)).toBe(true)`,
  },
  'a method of all emitters': {
    says: '`EventEmitter.prototype.once` replaced, for every test file of this process',
    leaves: `EventEmitter.prototype.once = function (...args) { return args[0] === 'planted' ? this : once.apply(this, args) }`,
    putsBack: `EventEmitter.prototype.once = once`,
    victim: `expect(new EventEmitter().once('planted', () => {}).listenerCount('planted')).toBe(1)`,
  },
  'a stream that writes nothing': {
    says: '`process.stdout.write` replaced, for every test file of this process',
    leaves: `process.stdout.write = () => true`,
    putsBack: `delete process.stdout.write; if (String(process.stdout.write) === '() => true') process.stdout.write = write`,
    victim: `expect(String(process.stdout.write)).not.toBe('() => true')`,
  },
  'a listener of standard input': {
    says: '1 listener for `end` on `process.stdin`',
    leaves: `process.stdin.on('end', planted)`,
    putsBack: `process.stdin.off('end', planted)`,
    victim: `expect(process.stdin.listeners('end').map(({ name }) => name)).not.toContain('planted')`,
  },
}

const head = `const fs = require('fs'), http = require('http'), { EventEmitter } = require('events'), planted = function planted() {}, { existsSync } = fs, { once } = EventEmitter.prototype, { write } = process.stdout;`

const config = {
  testEnvironment: 'jest-leakguard/environment',
  testSequencer: './by-name.js',
}
const sequencer = `
  const { default: Base } = require('@jest/test-sequencer')
  module.exports = class extends Base { sort(tests) { return [...tests].sort((a, b) => (a.path < b.path ? -1 : 1)) } }`

async function runPair({ leaves, putsBack, victim }: StatePair, isClean: boolean): Promise<JestRun> {
  const files = {
    'a.test.js': `${head}\ntest('leaves it', () => {\n  ${leaves}\n  ${isClean ? putsBack : ''}\n})`,
    'b.test.js': `test('passes', () => {})`,
    'c.test.js': `${head}\ntest('finds it', () => {\n  ${victim}\n})`,
    'below/empty': '',
    'by-name.js': sequencer,
  }
  return runJest({ files, config, args: ['-i'] })
}

describe.each(Object.entries(pairs))('%s', (_name, pair) => {
  test('that an earlier file left is named where a test of a later one fails', async () => {
    const run = await runPair(pair, false)
    const left = `"a.test.js › leaves it" had left ${pair.says} (a.test.js:3)`
    expect(run.stderr).toContain(`jest-leakguard: c.test.js › finds it failed after ${left}`)
    expect(run.code).toBe(1)
  })

  test('that was put back is nobody’s', async () => {
    const { code, stderr } = await runPair(pair, true)
    expect(stderr).not.toContain(' left ')
    expect(code).toBe(0)
  })
})

test('a spy is nobody’s after its file: Jest has restored it', async () => {
  const files = {
    'a.test.js': `jest.spyOn(require('fs'), 'existsSync'); test('looks', () => {})`,
    'c.test.js': `test('fails by itself', () => expect(jest.isMockFunction(require('fs').existsSync)).toBe(true))`,
    'by-name.js': sequencer,
  }
  const { stderr } = await runJest({ files, config, args: ['-i'] })
  expect(stderr).not.toContain('jest-leakguard')
})

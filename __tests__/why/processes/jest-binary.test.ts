import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { findJest } from '../../../src/why/processes/jest-binary'

let project: string

beforeEach(() => {
  project = mkdtempSync(join(realpathSync(tmpdir()), 'leakguard-binary-'))
})

afterEach(() => {
  rmSync(project, { recursive: true })
})

function installPackage(name: string, manifest: object): string {
  const directory = join(project, 'node_modules', name)
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name, ...manifest }))
  return directory
}

test.each(['29.7.0', '30.0.0', '30.5.2', '31.0.0-alpha.1'])('finds Jest %s by its bin', (version) => {
  const directory = installPackage('jest', { version, bin: './bin/jest.js' })
  expect(findJest(project)).toEqual({ path: join(directory, 'bin/jest.js'), version })
})

test('finds the Jest of a parent directory', () => {
  const directory = installPackage('jest', { version: '30.5.2', bin: { jest: 'bin/jest.js' } })
  mkdirSync(join(project, 'packages/a'), { recursive: true })
  expect(findJest(join(project, 'packages/a')).path).toBe(join(directory, 'bin/jest.js'))
})

test('takes jest-cli where jest itself is hidden', () => {
  const directory = installPackage('jest-cli', { version: '30.5.2', bin: { jest: './bin/jest.js' } })
  expect(findJest(project).path).toBe(join(directory, 'bin/jest.js'))
})

test.each(['29.6.4', '28.1.3', '0.0.0'])('refuses Jest %s', (version) => {
  const directory = installPackage('jest', { version, bin: './bin/jest.js' })
  expect(() => findJest(project)).toThrow(
    `expected Jest 29.7 or 30, found ${version} in ${join(directory, 'package.json')}`,
  )
})

test('says where it looked in vain', () => {
  expect(() => findJest(project)).toThrow(`no Jest found from ${project}`)
})

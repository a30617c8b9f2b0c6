import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { repositoryOf } from '../../src/report/repository'

let root = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'leakguard-repository-')))
  mkdirSync(join(root, 'packages/app'), { recursive: true })
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

test('the nearest directory with a .git', () => {
  mkdirSync(join(root, '.git'))
  expect(repositoryOf(join(root, 'packages/app'), {})).toBe(root)
})

test('else where CI has put the checkout, if the directory is in there', () => {
  expect(repositoryOf(join(root, 'packages/app'), { GITHUB_WORKSPACE: root })).toBe(root)
  expect(repositoryOf(join(root, 'packages/app'), { GITHUB_WORKSPACE: join(root, 'other') })).toBe(
    join(root, 'packages/app'),
  )
})

test('else the directory itself', () => {
  expect(repositoryOf(join(root, 'packages'), {})).toBe(join(root, 'packages'))
})

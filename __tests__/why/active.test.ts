import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** What a process counts as active; its three streams are pipes, and it has used them. */
function activeIn(script: string): unknown {
  const path = join(__dirname, '../../build/why/active.js')
  const code = `
    const { activeResources } = require(${JSON.stringify(path)})
    process.stderr.write(''); process.stdout.write('')
    ${script}
    process.stdout.write(JSON.stringify(activeResources()))
    process.exit()`
  const { PATH } = process.env
  return JSON.parse(spawnSync(process.execPath, ['-e', code], { env: { PATH }, encoding: 'utf8' }).stdout)
}

test('standard output and standard error are not counted', () => {
  expect(activeIn('')).toEqual([])
})

test('other pipes are', () => {
  const spawnCat = "require('node:child_process').spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] })"
  expect(activeIn(spawnCat)).toEqual(['PipeWrap', 'ProcessWrap'])
})

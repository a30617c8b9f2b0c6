import { execFileSync, spawnSync } from 'node:child_process'

import { commands } from '../../src/cli/commands'
import { leakguard } from './support/project'

const names = commands.map(({ name }) => name)

/** What bash offers for a line that is being typed. */
async function offered(...words: readonly string[]): Promise<string[]> {
  const { stdout } = await leakguard('completion', 'bash')
  const script = `${stdout}\nCOMP_WORDS=(leakguard ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _leakguard; echo "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split(' ')
}

test('bash completes commands, their words and their options', async () => {
  expect(await offered('')).toEqual([...names, '--help', '--version'])
  expect(await offered('base')).toEqual(['baseline'])
  expect(await offered('baseline', 'pr')).toEqual(['prune'])
  expect(await offered('report', '--f')).toEqual(['--format'])
})

test.each(['zsh', 'fish'])('%s gets every command and option, and can read the script', async (shell) => {
  const { stdout } = await leakguard('completion', shell)
  for (const { name, options } of commands)
    for (const word of [name, ...Object.keys(options)]) expect(stdout).toContain(word)
  const { error, status } = spawnSync(shell, ['-n'], { input: stdout })
  // Not every machine has every shell.
  if (error === undefined) expect(status).toBe(0)
})

test('another shell is wrong usage', async () => {
  expect(await leakguard('completion', 'bsh')).toEqual({
    code: 64,
    stdout: '',
    stderr: 'leakguard: expected "bash", "zsh" or "fish", got `bsh`; did you mean `bash`?',
  })
})

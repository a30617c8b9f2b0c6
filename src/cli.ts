#!/usr/bin/env node
import { commands } from './cli/commands'
import { run } from './cli/command-line/run'
import { terminal } from './terminal/terminal'

// The reader of a pipe may have seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

void run(process.argv.slice(2), { commands, cwd: process.cwd(), terminal }).then((code) => {
  // Not `process.exit()`: what is written to a pipe has to arrive first.
  process.exitCode = code
})

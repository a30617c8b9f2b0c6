#!/usr/bin/env node
import { commands } from './cli/commands'
import { run } from './cli/run'
import { terminal } from './cli/terminal'

void run(process.argv.slice(2), { commands, cwd: process.cwd(), terminal }).then((code) => {
  // Not `process.exit()`: what is written to a pipe has to arrive first.
  process.exitCode = code
})

// @ts-check
'use strict'

const { execFile } = require('node:child_process')

const timeLimit = 30_000

/**
 * Runs a program to its end, as the server's user, and returns what it prints.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ user: import('./server-user').User | undefined, cwd: string }} options
 * @returns {Promise<string>}
 * @throws {Error} with what it printed, when it fails or takes longer than 30 seconds
 */
function run(program, args, { user, cwd }) {
  return new Promise((resolve, reject) => {
    const options = { cwd, ...user, env: serverEnvironment(), timeout: timeLimit }
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new Error(`${program} failed: ${`${stderr}${stdout}`.trim() || error.message}`))
    })
  })
}

/** Nothing of ours: variables such as PGDATA, or a language that changes what is logged. */
function serverEnvironment() {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
}

module.exports = { run, serverEnvironment, timeLimit }

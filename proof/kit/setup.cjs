'use strict'

/* global afterEach, expect -- Jest's */

const { whenFinished } = require('./kit.cjs')

const own = expect.getState().testPath.replace(/\.test\.m?js$/, '.setup.cjs')
if (require('node:fs').existsSync(own)) require(own)

afterEach(async () => {
  for (const close of whenFinished.splice(0)) await close()
})

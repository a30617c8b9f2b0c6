'use strict'

/* global expect -- Jest's */

const own = expect.getState().testPath.replace(/\.test\.js$/, '.setup.cjs')
if (require('node:fs').existsSync(own)) require(own)

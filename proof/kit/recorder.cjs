'use strict'

// A reporter that keeps what Jest itself knows of each file, for comparison.

const fs = require('node:fs')
const path = require('node:path')

module.exports = class {
  files = {}

  onTestResult(test, result) {
    this.files[path.basename(test.path)] = {
      tests: result.testResults.map((each) => ({
        path: [...each.ancestorTitles, each.title],
        status: each.status,
        failures: each.failureMessages,
        invocations: each.invocations,
        retryReasons: each.retryReasons,
        assertions: each.numPassingAsserts,
        leaks: each.failureDetails.flatMap(({ leak }) => (leak === undefined ? [] : [leak])),
      })),
      message: result.failureMessage,
      console: (result.console ?? []).map(({ type, message }) => `${type}: ${message}`),
      snapshot: result.snapshot,
      crashed: result.testExecError !== undefined,
    }
  }

  onRunComplete() {
    fs.writeFileSync(process.env.PROOF_RECORD, JSON.stringify(this.files))
  }
}

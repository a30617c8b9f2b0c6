'use strict'

const { presetParts } = require('../build/config/preset')
const leakguard = require('../build/strict')

const { testEnvironment, reporters, setupFiles } = presetParts()
const testEnvironmentOptions = { leakguard }

module.exports = { testEnvironment, testEnvironmentOptions, reporters, setupFiles }

'use strict'

const { presetParts } = require('../build/config/preset')
const leakguard = require('../build/strict')

const { testEnvironment, reporters, setupFiles } = presetParts('strict-jsdom')
// For an environment of the config's own, which replaces the strict one.
const testEnvironmentOptions = { leakguard }

module.exports = { testEnvironment, testEnvironmentOptions, reporters, setupFiles }

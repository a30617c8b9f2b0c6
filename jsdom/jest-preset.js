'use strict'

const { presetParts } = require('../build/config/preset')

const { testEnvironment, reporters, setupFiles } = presetParts('jsdom')

module.exports = { testEnvironment, reporters, setupFiles }

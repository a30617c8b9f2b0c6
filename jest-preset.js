'use strict'

const { presetParts } = require('./build/config/preset')

const { testEnvironment, reporters, setupFiles } = presetParts()

module.exports = { testEnvironment, reporters, setupFiles }

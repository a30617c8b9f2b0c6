'use strict'

exports.answer = 'real'

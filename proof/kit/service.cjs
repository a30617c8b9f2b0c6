'use strict'

exports.answer = () => 'answered'

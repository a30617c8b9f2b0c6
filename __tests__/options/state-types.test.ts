import { isStateType } from '../../src/options/state-types'

test('what a test changes is told from what it opens', () => {
  expect(['env', 'spy', 'stack-trace'].map(isStateType)).toEqual([true, true, true])
  expect(['timer', 'Env', ''].map(isStateType)).toEqual([false, false, false])
})

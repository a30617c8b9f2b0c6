/** What a test leaves changed in its process, without any handle. */
export const stateTypes = [
  'env',
  'cwd',
  'core-module',
  'global',
  'prototype',
  'process-listener',
  'emitter-listener',
  'fake-timers',
  'spy',
  'module-mock',
  'umask',
  'process-title',
  'exit-code',
  'max-listeners',
  'stack-trace',
] as const

export type StateType = (typeof stateTypes)[number]

export function isStateType(type: string): type is StateType {
  return (stateTypes as readonly string[]).includes(type)
}

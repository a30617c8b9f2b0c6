import type { LeakType } from './leak'

/** What a test leaves changed in its process, without any handle. */
export const stateTypes = [
  'env',
  'cwd',
  'core-module',
  'prototype',
  'process-listener',
  'fake-timers',
  'spy',
  'process-title',
  'exit-code',
  'max-listeners',
  'stack-trace',
] as const

export type StateType = (typeof stateTypes)[number]

export function isStateType(type: LeakType): type is StateType {
  return (stateTypes as readonly LeakType[]).includes(type)
}

import diagnosticsChannel from 'node:diagnostics_channel'
import { EventEmitter } from 'node:events'
import timers from 'node:timers'

import { noteSite } from './notes'

type Call = (this: unknown, ...args: unknown[]) => unknown

/** Notes the lines that add listeners, start timers and subscribe to channels: what they pass on is what holds them. */
export function observeCalls(): void {
  for (const method of ['addListener', 'prependListener'] as const) {
    wrap(EventEmitter.prototype, method, ([, listener]) => listener)
  }
  Reflect.set(EventEmitter.prototype, 'on', Reflect.get(EventEmitter.prototype, 'addListener'))
  wrap(diagnosticsChannel, 'subscribe', ([, subscriber]) => subscriber)
  wrap(diagnosticsChannel.Channel.prototype, 'subscribe', ([subscriber]) => subscriber)
  wrap(FinalizationRegistry.prototype, 'register', ([, held]) => held)
  for (const call of ['setTimeout', 'setInterval', 'setImmediate'] as const) {
    const original: unknown = globalThis[call]
    wrap(timers, call, (_args, made) => made)
    // Both are the same function, and stay so.
    if (Reflect.get(globalThis, call) === original) Reflect.set(globalThis, call, timers[call])
  }
}

/** Puts a function in place that does the same, then notes who called it. */
function wrap(
  object: object,
  name: string,
  subject: (args: readonly unknown[], result: unknown) => unknown,
): void {
  const original = Reflect.get(object, name) as Call
  const wrapped: Call = function wrapped(this: unknown, ...args) {
    const result = Reflect.apply(original, this, args)
    noteSite(subject(args, result), name, wrapped)
    return result
  }
  for (const key of Reflect.ownKeys(original)) {
    const own = Reflect.getOwnPropertyDescriptor(original, key)
    if (own !== undefined && key !== 'prototype') Object.defineProperty(wrapped, key, own)
  }
  Object.defineProperty(object, name, {
    ...Reflect.getOwnPropertyDescriptor(object, name),
    value: wrapped,
  })
}

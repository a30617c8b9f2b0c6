import diagnosticsChannel from 'node:diagnostics_channel'
import { EventEmitter } from 'node:events'
import timers from 'node:timers'

import { noteSite } from './notes'
import { wrap } from './wrap'

/** Notes the lines that add listeners, start timers and subscribe to channels: what they pass on is what holds them. */
export function observeCalls(): void {
  for (const method of ['addListener', 'prependListener'] as const) {
    note(EventEmitter.prototype, method, ([, listener]) => listener)
  }
  Reflect.set(EventEmitter.prototype, 'on', Reflect.get(EventEmitter.prototype, 'addListener'))
  note(diagnosticsChannel, 'subscribe', ([, subscriber]) => subscriber)
  note(diagnosticsChannel.Channel.prototype, 'subscribe', ([subscriber]) => subscriber)
  note(FinalizationRegistry.prototype, 'register', ([, held]) => held)
  for (const call of ['setTimeout', 'setInterval', 'setImmediate'] as const) {
    const original: unknown = globalThis[call]
    note(timers, call, (_args, made) => made)
    // Both are the same function, and stay so.
    if (Reflect.get(globalThis, call) === original) Reflect.set(globalThis, call, timers[call])
  }
}

function note(
  object: object,
  name: string,
  subject: (args: readonly unknown[], result: unknown) => unknown,
): void {
  wrap(object, name, (args, result, below) => {
    noteSite(subject(args, result), name, below)
  })
}

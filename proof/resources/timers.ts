import { handle, looping, ofGlobalClock, one, type Resource, sometimes } from './resource'

export const timers = {
  interval: ofGlobalClock(handle('timer', 'setInterval(() => {}, 1000)', 'clearInterval(x)')),
  'long timer': ofGlobalClock(handle('timer', 'setTimeout(() => {}, 3_600_000)', 'clearTimeout(x)')),
  'refreshed timer': ofGlobalClock(
    handle('timer', 'setTimeout(() => {}, 3_600_000).refresh()', 'clearTimeout(x)'),
  ),
  'timer with its reference back': ofGlobalClock(
    handle('timer', 'setTimeout(() => {}, 60_000).unref().ref()', 'clearTimeout(x)'),
  ),
  'timer of node:timers': handle('timer', 'timers.setInterval(() => {}, 60_000)', 'timers.clearInterval(x)'),
  'long sleep': handle(
    'timer',
    'kit.aborting((signal) => timersPromises.setTimeout(3_600_000, 0, { signal }))',
    'x.abort()',
  ),
  'iterated interval': handle(
    'timer',
    'kit.aborting((signal) => timersPromises.setInterval(1000, 0, { signal }).next())',
    'x.abort()',
  ),
  'loop of timers': ofGlobalClock(
    looping(handle('timer', 'kit.loop((again) => setTimeout(again, 2))', 'x.stop()')),
  ),
  'loop that sleeps': sometimes(
    looping(
      handle(
        'timer',
        'kit.whileOn(async (isOn) => { while (isOn()) await timersPromises.setTimeout(2) })',
        'x.stop()',
      ),
    ),
  ),
  'loop of immediates': ofGlobalClock(
    one(sometimes(looping(handle('immediate-loop', 'kit.loop((again) => setImmediate(again))', 'x.stop()')))),
  ),
} as const satisfies Readonly<Record<string, Resource>>

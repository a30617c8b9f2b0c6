import { readIfThere } from '../../../kept/fs'

/** SIGHUP, SIGINT, SIGKILL and SIGTERM, as Linux counts them. */
const deadly = [1, 2, 9, 15].reduce((mask, signal) => mask | (1 << (signal - 1)), 0)

/**
 * Was it told to end by a signal that did not come from its object: `process.kill(-child.pid)`, `kill` or `pkill`? Known
 * where Linux tells: a signal waits for it, or its memory is gone, and only its parent has not heard of it yet.
 */
export function isEnding(pid: number): boolean {
  const status = readIfThere(`/proc/${String(pid)}/status`)?.toString()
  if (status === undefined) return false
  const pending = [...status.matchAll(/^(?:SigPnd|ShdPnd):\s*[0-9a-f]*?([0-9a-f]{1,8})$/gm)]
  const isTold = pending.some(([, mask = '0']) => (Number.parseInt(mask, 16) & deadly) !== 0)
  return isTold || !/^VmSize:/m.test(status)
}

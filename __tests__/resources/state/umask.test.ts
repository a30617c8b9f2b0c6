import { watchUmask } from '../../../src/resources/state/umask'
import type { Values } from '../../../src/resources/state/watched'

/** A process object as each test file has one, whose mask is one for all of them; and what is told of it. */
function file(mask: { now: number }) {
  const process = {
    umask(next?: string | number): number {
      const before = mask.now
      if (typeof next === 'string' && !/^[0-7]+$/.test(next)) throw new TypeError(`no mask: ${next}`)
      if (next !== undefined) mask.now = typeof next === 'string' ? Number.parseInt(next, 8) : next
      return before
    },
  }
  const watched = watchUmask({ global: {}, globals: {}, process: process as NodeJS.Process })
  const last: Values = new Map()
  const look = (): unknown[] => {
    const told: unknown[] = []
    watched.compare(last, (_key, before, now) => told.push([before, now]))
    return told
  }
  look()
  return { process, watched, look }
}

const mask = { now: 0o022 }

test('asking for it is no change, nor is putting it back', () => {
  const { look, process } = file(mask)
  expect(process.umask()).toBe(0o022)
  const before = process.umask(0o077)
  process.umask(before)
  expect(look()).toEqual([])
})

test('whoever sets it is told, as a number or as text, and it can be put back', () => {
  const { look, process, watched } = file(mask)
  expect(process.umask('027')).toBe(0o022)
  expect(look()).toEqual([[0o022, 0o027]])
  expect(look()).toEqual([])
  expect(watched.facts('umask', 0o022, 0o027)).toEqual({ before: '0o022', now: '0o027' })

  watched.restore?.('umask', 0o022)
  expect(mask.now).toBe(0o022)
  expect(look()).toEqual([[0o027, 0o022]])
})

test('what Node refuses changes nothing', () => {
  const { look, process } = file(mask)
  expect(() => process.umask('rwx')).toThrow('no mask: rwx')
  expect(look()).toEqual([])
})

test('the next file finds what this one has left', () => {
  const leaving = file(mask)
  leaving.process.umask(0o007)
  leaving.look()
  const stays = leaving.watched.stays?.('umask', 0o007)
  const next = file(mask)
  expect(next.look()).toEqual([])
  expect(stays?.()).toBe(true)

  next.process.umask(0o022)
  expect(next.look()).toEqual([[0o007, 0o022]])
  expect(stays?.()).toBe(false)
})

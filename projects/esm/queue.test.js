import { setTimeout } from 'node:timers/promises'

import { Queue } from './queue.js'

test('drains', async () => {
  const queue = new Queue()
  const done = []
  queue.add(async () => {
    await setTimeout(5)
    done.push('a')
  })
  await queue.drain()
  expect(done).toEqual(['a'])
})

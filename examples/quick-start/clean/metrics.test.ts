import { Metrics } from '../src/jobs/metrics'

let lines: string[]
let metrics: Metrics

beforeEach(() => {
  lines = []
  metrics = new Metrics((line) => lines.push(line))
})

afterEach(() => {
  metrics.stop()
})

test('writes one line of counts', () => {
  metrics.count('orders.created')
  metrics.count('orders.created')
  metrics.count('orders.shipped')

  metrics.flush()

  expect(lines).toEqual(['{"orders.created":2,"orders.shipped":1}'])
})

test('writes nothing when nothing was counted', () => {
  metrics.flush()

  expect(lines).toEqual([])
})

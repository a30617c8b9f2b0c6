import { calledClientOf } from '../../../src/verdict/stacks/called-clients'

test.each([
  ['a client that loses its caller’s line', ['postgres'], 'postgres'],
  ['a part of one', ['ws', '@nats-io/nats-core'], '@nats-io/transport-node'],
  ['a client that keeps it', ['pg'], undefined],
  ['a package that has called one', ['postgres', 'drizzle-orm'], undefined],
  ['a package that nothing is known of', ['left-pad'], undefined],
  ['none', [], undefined],
])('called: %s', (_, packages, client) => {
  expect(calledClientOf(packages)).toBe(client)
})

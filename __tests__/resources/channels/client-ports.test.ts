import { ClientPorts } from '../../../src/resources/channels/client-ports'

interface Handle {
  port?: number
  open: boolean
}

const portOf = (handle: object): number | undefined => (handle as Handle).port
const mayConnect = (handle: object): boolean => (handle as Handle).open

test('takes each handle out once, by the port that it has by then', () => {
  const ports = new ClientPorts()
  const [first, second]: Handle[] = [{ open: true }, { open: true }]
  ports.add(first as object)
  ports.add(second as object)

  expect(ports.take(1, portOf, mayConnect)).toBeUndefined()
  Object.assign(first as object, { port: 1 })
  Object.assign(second as object, { port: 2 })
  expect(ports.take(2, portOf, mayConnect)).toBe(second)
  expect(ports.take(2, portOf, mayConnect)).toBeUndefined()
  expect(ports.take(1, portOf, mayConnect)).toBe(first)
})

test('of two that have had the same port the later one counts', () => {
  const ports = new ClientPorts()
  const [closed, open]: Handle[] = [
    { open: true, port: 1 },
    { open: true, port: 1 },
  ]
  ports.add(closed as object)
  ports.add(open as object)

  expect(ports.take(1, portOf, mayConnect)).toBe(open)
  expect(ports.take(1, portOf, mayConnect)).toBeUndefined()
})

test('drops what was closed before it had a port', () => {
  const ports = new ClientPorts()
  const handle: Handle = { open: false }
  ports.add(handle)

  expect(ports.take(1, portOf, mayConnect)).toBeUndefined()
  Object.assign(handle, { port: 1, open: true })
  expect(ports.take(1, portOf, mayConnect)).toBeUndefined()
})

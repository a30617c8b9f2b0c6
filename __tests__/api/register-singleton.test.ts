import { registerSingleton } from '../../src/api/register-singleton'

class Service {
  static resetInstance() {
    return undefined
  }
}

test.each<[string, unknown[], string]>([
  [
    'nothing',
    [undefined],
    'registerSingleton(): expected a class or an object with resetInstance(), got undefined; is its module part of a circular import?',
  ],
  [
    'a name',
    ['Service'],
    'registerSingleton(): expected a class or an object with resetInstance(), got "Service"',
  ],
  [
    'a class without reset',
    [
      class Pool {
        static resetInstances() {
          return 1
        }
      },
    ],
    'registerSingleton(Pool): expected a static resetInstance(), or the option reset; there is resetInstances(); did you mean "resetInstance"?',
  ],
  [
    'no method at all',
    [class Empty {}],
    'registerSingleton(Empty): expected a static resetInstance(), or the option reset; there is no such method',
  ],
  [
    'a wrong scope',
    [Service, { scope: 'tests' }],
    'registerSingleton(Service): scope: expected "owner", "test" or "file", got "tests"; did you mean "test"?',
  ],
  [
    'an unknown option',
    [Service, { dependson: [] }],
    'registerSingleton(Service): unknown option dependson; did you mean "dependsOn"?',
  ],
  [
    'options of another kind',
    [Service, 'file'],
    'registerSingleton(Service): options: expected an object, got "file"',
  ],
  [
    'a reset by name',
    [Service, { reset: 'close' }],
    'registerSingleton(Service): reset: expected a function, got "close"',
  ],
  [
    'one dependency alone',
    [Service, { dependsOn: Service }],
    'registerSingleton(Service): dependsOn: expected an array of classes or objects, got a function',
  ],
  [
    'a dependency that is not there yet',
    [Service, { dependsOn: [undefined] }],
    'registerSingleton(Service): dependsOn[0]: expected a class or an object, got undefined; is its module part of a circular import?',
  ],
])('%s is a clear error', (_name, args, message) => {
  const register = registerSingleton as (...given: unknown[]) => void
  expect(() => {
    register(...args)
  }).toThrow(new TypeError(message))
})

import { type Resource, state } from './resource'

export const states = {
  variable: state(
    'env',
    "kit.setting(process.env.PROOF_LEFT, (process.env.PROOF_LEFT = 'planted'))",
    'if (x.before === undefined) delete process.env.PROOF_LEFT; else process.env.PROOF_LEFT = x.before',
  ),
  directoryOfWork: state(
    'cwd',
    'kit.setting(process.cwd(), process.chdir(kit.otherDirectory()))',
    'process.chdir(x.before)',
  ),
  listener: state(
    'process-listener',
    "kit.setting(kit.nothing, process.on('SIGUSR2', kit.nothing))",
    "process.off('SIGUSR2', kit.nothing)",
  ),
  listenerOfOutput: state(
    'emitter-listener',
    "kit.setting(0, process.stdout.on('resize', kit.nothing))",
    "process.stdout.off('resize', kit.nothing)",
  ),
  prototype: state(
    'prototype',
    'kit.setting(0, (Array.prototype.planted = () => 1))',
    'delete Array.prototype.planted',
  ),
  global: state('global', 'kit.setting(0, (globalThis.planted = 1))', 'delete globalThis.planted'),
  coreModule: state(
    'core-module',
    'kit.setting(fs.statSync, (fs.statSync = kit.wrapped(fs.statSync)))',
    'fs.statSync = x.before',
  ),
  spyOnConsole: state('spy', "jest.spyOn(console, 'debug').mockImplementation(() => {})", 'x.mockRestore()'),
  moduleMock: state(
    'module-mock',
    "kit.setting(0, jest.doMock('./mocked.cjs', () => ({ answer: 'mocked' })))",
    "jest.dontMock('./mocked.cjs')",
  ),
  fakeTimers: state('fake-timers', 'kit.setting(0, jest.useFakeTimers())', 'jest.useRealTimers()'),
  umask: state('umask', 'kit.setting(process.umask(0o027))', 'process.umask(x.before)'),
  title: state(
    'process-title',
    "kit.setting(process.title, (process.title = 'planted'))",
    'process.title = x.before',
  ),
  maxListeners: state(
    'max-listeners',
    'kit.setting(EventEmitter.defaultMaxListeners, (EventEmitter.defaultMaxListeners = 23))',
    'EventEmitter.defaultMaxListeners = x.before',
  ),
  stackTrace: state(
    'stack-trace',
    'kit.setting(Error.stackTraceLimit, (Error.stackTraceLimit = 17))',
    'Error.stackTraceLimit = x.before',
  ),
} as const satisfies Readonly<Record<string, Resource>>

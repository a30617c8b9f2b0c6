import type { Facts } from '../../verdict/leak'
import type { StateType } from '../../options/state-types'
import { count, row, text, type CleanupHook, type TypeWording } from '../type-wording'

/** What a test leaves changed in its process. */
function state(words: {
  readonly one: (facts: Facts) => string
  readonly many: string
  readonly opened?: (facts: Facts) => string
  readonly neverClosed?: (facts: Facts) => string
  readonly detail?: TypeWording['detail']
  readonly help: (hook: CleanupHook, facts: Facts) => string
}): TypeWording {
  return {
    severity: 'warn',
    verb: 'left',
    one: words.one,
    many: () => words.many,
    opened: words.opened ?? (() => 'changed'),
    neverClosed: words.neverClosed ?? (() => 'never restored'),
    detail: words.detail ?? (() => undefined),
    // A package that changes state on purpose has a call of its own for that.
    help: (hook, facts) =>
      facts.restore === undefined ? words.help(hook, facts) : `\`${text(facts.restore)}\` in \`${hook}\``,
  }
}

const change = ({ change: how }: Facts): string => text(how)

export const states = {
  env: state({
    one: ({ key, change: how }) =>
      key === undefined ? '`process.env` replaced' : `\`process.env.${text(key)}\` ${text(how)}`,
    many: 'changes of the environment',
    opened: change,
    help: (hook, { key, change: how }) => {
      if (key === undefined) return `keep \`process.env\` and assign it again in \`${hook}\``
      return how === 'set'
        ? `\`delete process.env.${text(key)}\` in \`${hook}\``
        : `keep what it was and set \`process.env.${text(key)}\` to that in \`${hook}\``
    },
  }),
  cwd: state({
    one: () => 'the working directory changed',
    many: 'changes of the working directory',
    neverClosed: () => 'never changed back',
    detail: ({ before, now }) => ['cwd', `from ${text(before)} to ${text(now)}`],
    help: (hook) => `keep what \`process.cwd()\` returns and \`process.chdir()\` there in \`${hook}\``,
  }),
  'core-module': state({
    one: ({ key }) => `\`${text(key)}\` replaced, for every test file of this process`,
    many: 'replaced functions of core modules',
    opened: () => 'replaced',
    help: (hook, { key }) =>
      `use \`jest.spyOn()\` and \`mockRestore()\`, or put \`${text(key)}\` back in \`${hook}\``,
  }),
  global: state({
    one: ({ key, change: how }) => `the global \`${text(key)}\` ${text(how)}`,
    many: 'changes of globals',
    opened: change,
    help: (hook, { key, change: how }) =>
      how === 'added'
        ? `\`delete globalThis.${text(key)}\` in \`${hook}\``
        : text(key).includes('.')
          ? `use \`jest.spyOn()\` or \`jest.replaceProperty()\`, or put \`${text(key)}\` back in \`${hook}\``
          : `keep what it was and set \`globalThis.${text(key)}\` to that in \`${hook}\``,
  }),
  prototype: state({
    one: ({ key, change: how }) => `\`${text(key)}\` ${text(how)}`,
    many: 'changes of built-in classes',
    opened: change,
    help: (hook, { key, change: how }) =>
      how === 'added' ? `\`delete ${text(key)}\` in \`${hook}\`` : `put \`${text(key)}\` back in \`${hook}\``,
  }),
  'process-listener': state({
    one: ({ added, event }) => `${count(Number(added), 'listener')} for \`${text(event)}\` on \`process\``,
    many: 'listeners on `process`',
    opened: () => 'added',
    neverClosed: () => 'never removed',
    help: (hook, { event }) => `\`process.off('${text(event)}', listener)\` in \`${hook}\``,
  }),
  'emitter-listener': state({
    one: ({ added, emitter, event }) =>
      `${count(Number(added), 'listener')} for \`${text(event)}\` on \`${text(emitter)}\``,
    many: 'listeners on what outlives the tests',
    opened: () => 'added',
    neverClosed: () => 'never removed',
    help: (hook, { event }) => `\`emitter.off('${text(event)}', listener)\` in \`${hook}\``,
  }),
  'fake-timers': state({
    one: ({ putBack, restore }) => {
      if (putBack === true) return 'a fake `setTimeout`'
      return restore === undefined ? '`jest.useFakeTimers()` on' : 'fake timers on'
    },
    many: 'sets of fake timers',
    opened: ({ putBack }) => (putBack === true ? 'installed' : 'switched on'),
    neverClosed: ({ putBack }) =>
      putBack === true
        ? 'put back after `jest.useRealTimers()`, by a spy that was restored'
        : 'never switched off',
    help: (hook, { putBack }) =>
      putBack === true
        ? 'restore spies on timers first, then call `jest.useRealTimers()`'
        : `\`jest.useRealTimers()\` in \`${hook}\``,
  }),
  spy: state({
    one: ({ call, key }) =>
      call === 'replaceProperty' ? `\`${text(key)}\` replaced` : `a spy on \`${text(key)}\``,
    many: 'spies',
    opened: ({ call }) => (call === 'replaceProperty' ? 'replaced' : 'placed'),
    help: (hook, { call }) =>
      call === 'replaceProperty'
        ? `\`replaced.restore()\` or \`jest.restoreAllMocks()\` in \`${hook}\`, or \`restoreMocks: true\` in the configuration`
        : `\`spy.mockRestore()\` or \`jest.restoreAllMocks()\` in \`${hook}\`, or \`restoreMocks: true\` in the configuration`,
  }),
  'module-mock': state({
    one: ({ key }) => `a mock of the module \`${text(key)}\``,
    many: 'mocks of modules',
    opened: () => 'registered',
    neverClosed: () => 'never removed',
    help: (hook, { key }) =>
      `\`jest.dontMock('${text(key)}')\` in \`${hook}\`, with the path that it was mocked by`,
  }),
  umask: state({
    one: ({ now }) => `\`process.umask()\` at ${text(now)}`,
    many: 'masks of file permissions',
    opened: () => 'set',
    help: (hook, { before }) => `\`process.umask(${text(before)})\` in \`${hook}\``,
  }),
  'process-title': state({
    one: () => '`process.title` changed',
    many: 'changes of `process.title`',
    help: (hook) => `set \`process.title\` to what it was in \`${hook}\``,
  }),
  'exit-code': state({
    one: ({ now }) => `\`process.exitCode\` at ${text(now)}`,
    many: 'exit codes',
    opened: () => 'set',
    help: (hook, { before }) =>
      `set \`process.exitCode\` to ${before === 'unset' ? '`undefined`' : text(before)} in \`${hook}\`: Jest ends with it`,
  }),
  'max-listeners': state({
    one: ({ now }) => `\`EventEmitter.defaultMaxListeners\` at ${text(now)}`,
    many: 'limits of listeners',
    opened: () => 'set',
    help: (hook, { before }) =>
      `set it to ${text(before)} in \`${hook}\`, or use \`emitter.setMaxListeners()\``,
  }),
  'stack-trace': state({
    one: ({ property }) => `\`Error.${text(property)}\` changed`,
    many: 'changes of stack traces',
    detail: ({ before, now }) =>
      now === undefined ? undefined : row('limit', `from ${text(before)} to ${text(now)}`),
    help: (hook, { property }) =>
      `keep what it was and set \`Error.${text(property)}\` to that in \`${hook}\``,
  }),
} satisfies Record<StateType, TypeWording>

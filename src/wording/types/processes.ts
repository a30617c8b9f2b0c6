import { type CleanupHook, plainWording, row, text, type TypeWording } from '../type-wording'

export const processes = {
  'child-process': {
    severity: 'fail',
    one: () => 'a child process',
    many: () => 'child processes',
    opened: () => 'spawned',
    neverClosed: () => 'is still running',
    detail: (facts) => ['process', `pid ${text(facts.pid)}, \`${text(facts.command)}\``],
    help: (hook, { killed, shell }) => {
      // It has ignored the other signal.
      const signal = killed === true ? "'SIGKILL'" : ''
      return shell === true
        ? endGroup(hook, signal)
        : `\`child.kill(${signal})\` and wait for it, \`await once(child, 'exit')\`, in \`${hook}\``
    },
  },
  'worker-thread': plainWording(
    { one: 'a worker thread', many: 'worker threads', opened: 'started', neverClosed: 'never terminated' },
    'await worker.terminate()',
    ({ threadId }) => row('thread', threadId),
  ),
  'inspector-session': plainWording(
    {
      one: 'an inspector session that tracks heap objects',
      many: 'inspector sessions that track heap objects',
      opened: 'created',
      neverClosed: 'never disconnected',
    },
    'session.disconnect()',
  ),
} satisfies Record<string, TypeWording>

/** A signal to a shell does not reach what the shell has started. */
export function endGroup(hook: CleanupHook, signal = ''): string {
  return `spawn it with \`detached: true\`, and end its whole group in \`${hook}\`: \`process.kill(-child.pid${signal === '' ? '' : `, ${signal}`})\``
}

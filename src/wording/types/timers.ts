import type { Facts } from '../../verdict/leak'
import { text, type CleanupHook, type TypeWording } from '../type-wording'

export const timers = {
  timer: {
    severity: 'fail',
    one: () => 'a timer',
    many: () => 'timers',
    opened: () => 'started',
    neverClosed: () => 'never cleared',
    detail: (facts) => ['timer', describeTimer(facts)],
    help: (hook, facts) =>
      byAbort(hook, facts) ??
      `keep what \`${text(facts.call)}()\` returns and call \`${clearCall(facts)}\` in \`${hook}\``,
    inEffect: (facts, effect) =>
      effect === 'hook'
        ? `return the clean-up from the effect: \`return () => ${clearCall(facts)}\``
        : `\`${clearCall(facts)}\` in the component's \`componentWillUnmount()\``,
  },
  'unref-timer': {
    severity: 'off',
    one: () => "an unref'd timer",
    many: () => "unref'd timers",
    opened: () => 'started',
    neverClosed: () => 'never cleared',
    detail: (facts) => [
      'timer',
      `${describeTimer(facts)}; unref'd, it fires for as long as the process lives`,
    ],
    help: (hook, facts) =>
      facts.call === 'AbortSignal.timeout'
        ? 'use an `AbortController` with a timer of your own, and clear that'
        : `\`${clearCall(facts)}\` in \`${hook}\``,
  },
  'immediate-loop': {
    severity: 'fail',
    one: () => 'a loop of immediates',
    many: () => 'loops of immediates',
    opened: () => 'scheduled',
    neverClosed: () => 'never stopped',
    detail: () => ['loop', 'setImmediate schedules itself again, turn after turn'],
    help: (hook, facts) => byAbort(hook, facts) ?? `\`clearImmediate(immediate)\` in \`${hook}\``,
  },
} satisfies Record<string, TypeWording>

function byAbort(hook: CleanupHook, { call, promise }: Facts): string | undefined {
  return promise === true
    ? `pass a \`signal\` to \`${text(call)}()\` of timers/promises and abort it in \`${hook}\``
    : undefined
}

function describeTimer({ call, delay }: Facts): string {
  if (call === 'requestAnimationFrame') return `${call}, again and again`
  const rhythm = call === 'setInterval' ? 'every' : 'due after'
  // With jitter it is a fraction.
  const due = typeof delay === 'number' ? Math.round(delay) : delay
  return `${text(call)}, ${rhythm} ${text(due)} ms`
}

function clearCall({ call }: Facts): string {
  if (call === 'requestAnimationFrame') return 'cancelAnimationFrame(frame)'
  return call === 'setInterval' ? 'clearInterval(timer)' : 'clearTimeout(timer)'
}

import { escaped, type Sandbox, type Values, type Watched } from './watched'

/** Node keeps the listeners of an emitter here: a function, or several. */
type Events = Readonly<Record<string, unknown>> | undefined

/** Listeners of `process`, counted by event. */
export function watchProcessListeners({ process }: Sandbox): Watched {
  const events = (): Events => Reflect.get(process, '_events') as Events
  return {
    type: 'process-listener',
    outlivesFile: false,
    compare(last, note) {
      const now = events()
      for (const event in now) compareEvent(event, countOf(now[event]), last, note)
      for (const [event, count] of last) {
        if (count !== 0 && now?.[event] === undefined) compareEvent(event, 0, last, note)
      }
    },
    read: (event) => countOf(events()?.[event]),
    facts: (event, before, now) => ({ event, added: Number(now) - Number(before ?? 0) }),
    sources: (event) => [
      new RegExp(
        String.raw`\bprocess\.(?:on|once|addListener|prependListener|prependOnceListener)\(\s*['"\`]${escaped(event)}['"\`]`,
      ),
      // A name that is computed; any other that is written out is another event's.
      /\bprocess\.(?:on|once|addListener|prependListener|prependOnceListener)\(\s*(?!['"\s])/,
    ],
  }
}

function compareEvent(
  event: string,
  now: number,
  last: Values,
  note: Parameters<Watched['compare']>[1],
): void {
  const before = Number(last.get(event) ?? 0)
  if (now === before) return
  last.set(event, now)
  // One less is somebody's clean-up.
  if (now > before) note(event, before, now)
}

function countOf(listeners: unknown): number {
  if (listeners === undefined) return 0
  return Array.isArray(listeners) ? listeners.length : 1
}

/** Node's timers, of the realm of Jest itself: nobody's fake ones. */
export const { clearImmediate, clearInterval, clearTimeout, setImmediate, setInterval, setTimeout } =
  globalThis

/** The class of what they return. */
export const { constructor: Timeout } = (() => {
  const timer = setTimeout(() => undefined, 0)
  clearTimeout(timer)
  return timer
})()

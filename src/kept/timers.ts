/** Node's timers, of the realm of Jest itself: nobody's fake ones. */
export const { clearImmediate, clearInterval, clearTimeout, setImmediate, setInterval, setTimeout } =
  globalThis

/** Milliseconds since the process began, for deadlines. */
export const now = performance.now.bind(performance)

/** The time of day. */
export const dateNow = Date.now.bind(Date)

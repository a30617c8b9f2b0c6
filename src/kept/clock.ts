/** Milliseconds since the process began, for deadlines. */
export const monotonicNow = performance.now.bind(performance)

export const eventLoopUtilization = performance.eventLoopUtilization.bind(performance)

/** The time of day. */
export const dateNow = Date.now.bind(Date)

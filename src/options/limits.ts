/** A number: fail above it. Or what to warn and what to fail above. */
export type Limit = number | { warn?: number; fail?: number }

/** What one test file may use: see docs/counts.md. Nothing is measured for limits that are not set. */
export interface LimitOptions {
  /** File descriptors that the process has open at once, counted whenever a test ends. Linux only. */
  fileDescriptors?: Limit
  /** Connections that the file has open at once, counted whenever a test ends; both ends of one are one. */
  connections?: Limit
  /** Bytes that the JavaScript heap grows by while the tests run, between two full collections. */
  heapGrowth?: Limit
  /** The same for memory outside the heap, such as that of Buffers. */
  externalGrowth?: Limit
  /** The same for the resident set of the process. The system gives memory back when it likes: allow for noise. */
  rssGrowth?: Limit
}

export const limitNames = [
  'fileDescriptors',
  'connections',
  'heapGrowth',
  'externalGrowth',
  'rssGrowth',
] as const satisfies readonly (keyof LimitOptions)[]

export type LimitName = (typeof limitNames)[number]

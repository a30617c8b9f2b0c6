/* eslint-disable @typescript-eslint/no-namespace, @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars --
   augmentations repeat the declarations of others */
/* eslint-disable @typescript-eslint/ban-ts-comment, @typescript-eslint/no-restricted-imports --
   types only, of a package that Jest brings along and strict layouts do not show to this one */
// @ts-ignore
import type {} from 'expect'

/** What `expect` gets from the environment. */
export interface LeakMatchers {
  /**
   * `await expect(fn).not.toLeak()`: runs `fn`, synchronous or not, as an owner of its own, and fails with what it
   * has left open, which is closed. Must be awaited; a call that nobody awaits fails its test.
   */
  toLeak(): Promise<void>
}

declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends LeakMatchers {}
  }
}

/** @ts-ignore: Jest's own package, which not every layout shows to this one. */
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends LeakMatchers {}
}

/** A class, or an object, of which there is one instance at a time and that can be told to close and forget it. */
export type SingletonTarget = object

/** When a singleton's instance is reset. */
export type SingletonScope = 'owner' | 'test' | 'file'

export interface RegisterOptions {
  /** Singletons that this one uses: they are reset after it. */
  dependsOn?: readonly SingletonTarget[]
  /**
   * Closes what the instance holds and forgets it; may be asynchronous.
   * @default the class's `resetInstance()`, or `reset_instance()`
   */
  reset?: () => unknown
  /**
   * Returns the instance, or whether there is one, without creating it.
   * @default the class's `peekInstance()`, `hasInstance()`, `instance`, else its static fields
   */
  peek?: () => unknown
  /**
   * `'owner'`: reset when the scope in which the instance appeared ends, so that one made in `beforeAll` lives
   * through the tests of its block; `'test'`: before and after each test; `'file'`: before and after the file.
   * @default 'owner'
   */
  scope?: SingletonScope
}

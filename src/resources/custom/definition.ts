/** How one kind of resource is told to be open, and closed; the same for adapters and `trackResource()`. */
export interface ResourceDefinition<Value> {
  /** The type's code in messages, options and reports: two words or more, such as `my-pool`. */
  type: string
  /** Whether somebody still has to close it. Asked often: must be cheap, and safe on a closed one. */
  isOpen(value: Value): boolean
  /** Closes it after its verdict; a promise is waited for no longer than the grace period. */
  close(value: Value): unknown
  /** One line about this one for the message, such as `orders, 3 connections`. No secrets. */
  describe?(value: Value): string
  /** What it has opened and keeps, such as sockets and timers: that is its own, whoever happened to need it first. */
  parts?(value: Value): Iterable<unknown>
  /** What the user should write: `await pool.drain()`. */
  help?: string
}

/** Teaches the environment the resources of a library: instances of classes that extend EventEmitter. */
export interface ResourceAdapter<Value = never> extends ResourceDefinition<Value> {
  /** Asked once per class, with its prototype: tell yours by its methods, several copies of a package are common. */
  matches(prototype: object): boolean
}

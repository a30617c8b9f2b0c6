import { closeSync, fstatSync } from '../../../kept/fs'
import type { Family } from '../family'

/** Live descriptors by number; a number that is used again takes its predecessor's place. */
const descriptors = new Map<number, FileDescriptor>()

/** Judged to be closed, by number: their tests may still close them, and must not close what has got the number meanwhile. */
const held = new Map<number, FileDescriptor>()

/** A descriptor of `fs.open` or `fs.openSync`, with what tells it from a later one of the same number. */
export class FileDescriptor {
  readonly #device: number
  readonly #inode: number

  private constructor(
    readonly fd: number,
    readonly path: string | undefined,
  ) {
    const { dev, ino } = fstatSync(fd)
    this.#device = dev
    this.#inode = ino
  }

  static of(fd: number, path: unknown): FileDescriptor | undefined {
    try {
      const descriptor = new FileDescriptor(fd, typeof path === 'string' ? path : undefined)
      FileDescriptor.forget(fd)
      descriptors.set(fd, descriptor)
      return descriptor
    } catch {
      // Closed again already, by a callback that ran before this one.
      return undefined
    }
  }

  static forget(fd: unknown): void {
    if (typeof fd !== 'number') return
    descriptors.delete(fd)
    held.delete(fd)
  }

  /** Closes what was judged: the hooks of its file are over. */
  static closeHeld(): void {
    for (const descriptor of held.values()) {
      try {
        if (descriptor.#isSame()) closeSync(descriptor.fd)
      } catch {
        // Not open any more.
      }
    }
    held.clear()
  }

  get isOpen(): boolean {
    if (descriptors.get(this.fd) !== this) return false
    try {
      if (this.#isSame()) return true
    } catch {
      // Not open any more.
    }
    descriptors.delete(this.fd)
    return false
  }

  #isSame(): boolean {
    const { dev, ino } = fstatSync(this.fd)
    return dev === this.#device && ino === this.#inode
  }

  /** At `closeHeld()`; until then nobody else gets its number. */
  close(): void {
    descriptors.delete(this.fd)
    held.set(this.fd, this)
  }
}

/** Raw descriptors: nothing in Node knows who has them. */
export const fileDescriptorFamily: Family = {
  state: (target) => ((target as FileDescriptor).isOpen ? 'open' : 'closed'),
  describe(target, frames) {
    // A stream opens its file by the same call; it is followed itself.
    if (frames.some(({ text }) => text.includes('node:internal/fs/streams:'))) return undefined
    const { fd, path } = target as FileDescriptor
    return { type: 'file-descriptor', facts: { fd, path } }
  },
  close(target) {
    ;(target as FileDescriptor).close()
    return 'closed'
  },
}

/** A module with singletons that hold a timer each; `order` says which were closed, in what order. */
export const services = `
  const order = []
  const live = new Set()
  const make = (name) => ({ [name]: class {
    static instance
    static getInstance() { return (this.instance ??= new this()) }
    static async resetInstance() {
      const old = this.instance
      this.instance = undefined
      await null
      if (old === undefined) return
      clearInterval(old.timer)
      live.delete(old)
      order.push(name)
    }
    constructor() { live.add(this) }
    timer = setInterval(() => {}, 60_000)
  } })[name]
  module.exports = { make, order, live, Service: make('Service') }`

/** The same singleton with its instance where nobody can look. */
export const hiddenService = `
  export class Hidden {
    static #instance
    #timer = setInterval(() => {}, 60_000)
    static closed = 0
    static getInstance() { return (Hidden.#instance ??= new Hidden()) }
    static async resetInstance() {
      const old = Hidden.#instance
      Hidden.#instance = undefined
      if (old !== undefined) { clearInterval(old.#timer); Hidden.closed++ }
    }
  }`

/** What the e2e consumers need for ES modules in files called .mjs. */
export const esModules = {
  args: ['--runInBand'],
  env: { NODE_OPTIONS: '--experimental-vm-modules' },
} as const

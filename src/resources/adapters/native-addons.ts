import Module from 'node:module'

type Load = (module: { exports: unknown }, filename: string) => void

/** Called with each native add-on that this process loads, and those it has loaded already. */
export type OnAddon = (exports: object, filename: string) => void

const listeners: OnAddon[] = []
let installed = false

/**
 * Sees native add-ons. Jest's sandboxes load them with the outer `require`, and Node has one copy of each
 * per process, so this works for every test file, also after `jest.resetModules()`.
 */
export function onNativeAddon(listener: OnAddon): void {
  listeners.push(listener)
  for (const [filename, module] of Object.entries(require.cache)) {
    if (filename.endsWith('.node')) notify(module?.exports, filename)
  }
  if (installed) return
  installed = true
  const extensions = (Module as unknown as { _extensions: Record<string, Load> })._extensions
  const load = extensions['.node']
  if (load === undefined) return
  extensions['.node'] = function loadAddon(module, filename) {
    load(module, filename)
    notify(module.exports, filename)
  }
}

function notify(exports: unknown, filename: string): void {
  if (typeof exports !== 'object' || exports === null) return
  for (const listener of listeners) listener(exports, filename)
}

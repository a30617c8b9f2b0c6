import type {} from './start-carrier'

export default function stopCarrier(): void {
  globalThis.carrier?.closeAllConnections()
  globalThis.carrier?.close()
}

import type { EmitterFamily } from '../handles/family'

interface MongoClient extends NodeJS.EventEmitter {
  readonly topology?: { readonly s?: { readonly state?: string } }
  readonly options?: { readonly hosts?: readonly object[] }
  close(force?: boolean): Promise<void>
}

/** Clients of mongodb, also below mongoose. */
export const mongoClientFamily: EmitterFamily = {
  state(target) {
    const state = (target as MongoClient).topology?.s?.state
    if (state === undefined || state === 'closed') return 'idle'
    return state === 'closing' ? 'closing' : 'open'
  },
  describe(target) {
    const { options, topology } = target as MongoClient
    return {
      type: 'mongo-client',
      subject: target,
      facts: { server: options?.hosts?.map(String).join(', '), status: topology?.s?.state },
    }
  },
  close(target) {
    const client = target as MongoClient
    client.on('error', () => undefined)
    void client.close(true).catch(() => undefined)
    return 'closed'
  },
}

import type { EmitterFamily } from '../handles/family'

interface MongoClient extends NodeJS.EventEmitter {
  readonly topology?: { readonly s?: { readonly state?: string } }
  readonly s?: { readonly hasBeenClosed?: boolean }
  readonly options?: { readonly hosts?: readonly object[] }
  close(force?: boolean): Promise<void>
}

/** Clients of mongodb, also below mongoose. */
export const mongoClientFamily: EmitterFamily = {
  reuse: {
    type: 'mongo-client',
    endpointOf(target) {
      const { s, topology } = target as MongoClient
      return s?.hasBeenClosed === true || topology !== undefined ? serverOf(target as MongoClient) : undefined
    },
  },
  state(target) {
    const state = (target as MongoClient).topology?.s?.state
    if (state === undefined || state === 'closed') return 'idle'
    return state === 'closing' ? 'closing' : 'open'
  },
  describe(target) {
    const { topology } = target as MongoClient
    return {
      type: 'mongo-client',
      subject: target,
      facts: { server: serverOf(target as MongoClient), status: topology?.s?.state },
    }
  },
  close(target) {
    const client = target as MongoClient
    client.on('error', () => undefined)
    void client.close(true).catch(() => undefined)
    return 'closed'
  },
}

function serverOf({ options }: MongoClient): string | undefined {
  return options?.hosts?.map(String).join(', ')
}

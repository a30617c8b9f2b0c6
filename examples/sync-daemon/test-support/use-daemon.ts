import { useResource } from 'jest-leakguard/fixtures'
import { SyncClient } from '../src/client'
import { Daemon } from '../src/daemon'
import { createWorkplace, type Workplace } from './workplace'

export interface DaemonFixture {
  readonly place: () => Workplace
  readonly daemon: () => Daemon
  readonly client: () => SyncClient
}

/** A daemon with one client, for each test or for all tests of the block; closed in reverse order, and waited for. */
export function useDaemon(scope: 'test' | 'describe' = 'test'): DaemonFixture {
  const place = useResource(createWorkplace, (opened) => opened.remove(), { scope })
  const daemon = useResource(() => Daemon.start(place()), { scope })
  const client = useResource(() => new SyncClient(place().socketPath), { scope })
  return { place, daemon, client }
}

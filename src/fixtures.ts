export { disposeAll } from './fixtures/dispose-all'
export { eventually, type EventuallyOptions } from './fixtures/eventually'
export type { FixtureOptions, FixtureScope } from './fixtures/hooks'
export { managed, type Manage } from './fixtures/managed'
export type { Close, Closer, SelfClosing } from './fixtures/closer'
export { useResource } from './fixtures/use-resource'
export {
  type FastifyLike,
  type Handler,
  type NestLike,
  serve,
  type Served,
  serveOnSocket,
} from './fixtures/serve'
export { startProcess } from './fixtures/start-process'
export { changeDirectory, type Clock, fakeClock, setEnv } from './fixtures/state'
export { sqliteFile, tempFolder } from './fixtures/temporary'
export { type PooledClient, transaction } from './fixtures/transaction'

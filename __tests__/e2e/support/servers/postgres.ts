import { type PostgresAddress, readPrepared } from '../install/prepared'

/** What fixtures connect to: a server of this run's own, or that of `TEST_PG_URL`. */
export const postgres: PostgresAddress = readPrepared().postgres

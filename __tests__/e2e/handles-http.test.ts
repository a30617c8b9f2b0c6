import { describeTypes } from './support/describe-types'
import { type HttpServers, startHttpServers } from './support/http-servers'
import { httpFamily } from './types/http'

let servers: HttpServers
beforeAll(async () => {
  servers = await startHttpServers()
})
afterAll(() => servers.close())

describeTypes(httpFamily, { options: () => ({ env: servers.ports }) })

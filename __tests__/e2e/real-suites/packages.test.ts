import { describeTypes } from '../support/cases/describe-types'
import { type PackageServers, startPackageServers } from '../support/servers/package-servers'
import { packagesFamily } from '../types/packages'

let servers: PackageServers
beforeAll(async () => {
  servers = await startPackageServers()
})
afterAll(() => {
  servers.close()
})

describeTypes(packagesFamily, {
  lines: { 'Jest 30 with its packages': { jest: 'packages', timeout: 110_000 } },
  options: () => ({ env: servers.ports }),
})

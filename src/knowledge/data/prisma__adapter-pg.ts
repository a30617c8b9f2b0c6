import type { PackageKnowledge } from '../package-knowledge'

export const prismaAdapterPg: PackageKnowledge = {
  package: '@prisma/adapter-pg',
  link: 'https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections/connection-management',
  close: '`await prisma.$disconnect()`',
}

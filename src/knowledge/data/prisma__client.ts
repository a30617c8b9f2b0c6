import type { PackageKnowledge } from '../package-knowledge'

export const prismaClient: PackageKnowledge = {
  package: '@prisma/client',
  link: 'https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections/connection-management',
  close: '`await prisma.$disconnect()`',
  makes: [{ name: 'PrismaClient', close: ['$disconnect'] }],
}

import { PrismaLibSql } from '@prisma/adapter-libsql'
import { PrismaClient } from './generated/client'

const prisma = new PrismaClient({ adapter: new PrismaLibSql({ url: 'file:prisma/dev.db' }) })

afterAll(() => prisma.$disconnect())

test('counts the users', async () => {
  await prisma.user.create({ data: { name: 'ada' } })
  expect(await prisma.user.count()).toBeGreaterThan(0)
})

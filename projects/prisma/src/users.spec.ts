import { PrismaClient } from '@prisma/client'

const prisma = new PrismaClient()

afterAll(() => prisma.$disconnect())

test('counts the users', async () => {
  await prisma.user.create({ data: { name: 'ada' } })
  expect(await prisma.user.count()).toBeGreaterThan(0)
})

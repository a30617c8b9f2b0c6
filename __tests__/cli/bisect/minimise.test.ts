import { minimise } from '../../../src/cli/bisect/minimise'

const numbers = Array.from({ length: 100 }, (_, n) => n)

async function search(
  wanted: readonly number[],
  most = Infinity,
): Promise<{ items: readonly number[]; isSmallest: boolean; asked: number }> {
  let asked = 0
  const has = (part: readonly number[]): Promise<boolean> => {
    asked += 1
    return Promise.resolve(wanted.every((n) => part.includes(n)))
  }
  return { ...(await minimise(numbers, has, () => asked >= most)), asked }
}

test.each([[[0]], [[99]], [[57]], [[0, 99]], [[3, 4, 50]], [[1, 30, 60, 98]]])(
  'of a hundred the ones that it takes, in their order: %j',
  async (wanted) => {
    const { asked, isSmallest, items } = await search(wanted)
    expect(items).toEqual(wanted)
    expect(isSmallest).toBe(true)
    expect(asked).toBeLessThan(250)
  },
)

test('one of a hundred takes some seven questions for each half', async () => {
  const { asked } = await search([57])
  expect(asked).toBeLessThanOrEqual(14)
})

test('without enough questions, the least that is known', async () => {
  const { isSmallest, items } = await search([57], 4)
  expect(items).toContain(57)
  expect(items.length).toBeLessThan(100)
  expect(isSmallest).toBe(false)
})

import { installLibraries, react } from '../support/install/libraries'
import { runJest } from '../support/run/run-jest'

/** Components are called back by React in the middle of a test's own `render()`. */
const source = `
  const { createElement, useEffect } = require('react')
  const { render, screen } = require('@testing-library/react')
  const { QueryClient, QueryClientProvider, useQuery } = require('@tanstack/react-query')
  const useSWR = require('swr').default

  function Name() {
    return useSWR('/name', async () => 'Ada').data ?? 'loading'
  }
  function Price() {
    return useQuery({ queryKey: ['price'], queryFn: async () => '5 EUR', refetchInterval: 60_000 }).data ?? 'loading'
  }
  function Clock({ stops }) {
    useEffect(() => {
      const timer = setInterval(() => {}, 60_000) // opened
      return () => stops && clearInterval(timer)
    }, [])
    return 'clock'
  }

  test('shows what a hook of a package has asked for', async () => {
    render(createElement(Name))
    await screen.findByText('Ada')
  })
  test('asks again and again by a hook of a package', async () => {
    const client = new QueryClient()
    const { unmount } = render(createElement(QueryClientProvider, { client }, createElement(Price)))
    await screen.findByText('5 EUR')
    unmount()
  })
  test('has a component that stops', () => {
    render(createElement(Clock, { stops: true }))
  })
  test('has a component that never stops', () => {
    render(createElement(Clock))
  })
`

test.each([
  ['30', 'jest-leakguard/jsdom'],
  ['30', 'jest-leakguard/strict-jsdom'],
  ['29', 'jest-leakguard/jsdom'],
] as const)('what React calls back, Jest %s, %s', async (jest, preset) => {
  const modulePaths = [await installLibraries(react)]
  const run = await runJest({ jest, files: { 'page.test.js': source }, config: { preset, modulePaths } })
  const failed = run.file('page.test.js').assertionResults.filter(({ status }) => status === 'failed')
  expect(failed.map(({ title }) => title)).toEqual(['has a component that never stops'])

  const message = run.messageOf('has a component that never stops')
  expect(message).toContain('LeakError: this test leaked a timer: it was started here and never cleared')
  expect(message).toMatch(/timer: +setInterval, every 60000 ms/)
  expect(message).toMatch(
    /help: +return the clean-up from the effect: `return \(\) => clearInterval\(timer\)`/,
  )
  expect(message).toMatch(/^ +> +\d+ \| .* \/\/ opened$/m)

  expect(run.output).toMatch(/\d × timer, opened by swr 2\.5\.1 for page\.test\.js › shows what a hook/)
  expect(run.output).toMatch(
    /\d × timer, opened by @tanstack\/query-core 5\.108\.4 for page\.test\.js › asks again/,
  )
  expect(run.output).toContain('help: in `afterEach`: `queryClient.clear()`')
  expect(run.output).not.toContain('opened by react')
})

import { installLibraries, react } from '../support/install/libraries'
import { runJest } from '../support/run/run-jest'

/** Components are called back by React in the middle of a test's own `render()`. */
const source = `
  const { Component, createElement, useEffect } = require('react')
  const { fireEvent, render, screen, waitFor } = require('@testing-library/react')
  const { QueryClient, QueryClientProvider, useQuery } = require('@tanstack/react-query')
  const useSWR = require('swr').default
  const { useDebounce, useDebouncedCallback } = require('use-debounce')

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

  function Search({ term }) {
    return useDebounce(term, 60_000)[0]
  }
  function Field() {
    const save = useDebouncedCallback(() => {}, 60_000)
    return createElement('input', { onChange: () => save() }) // debounced
  }
  function Frames({ times, done }) {
    useEffect(() => {
      const next = () => {
        if (times-- === 0) return done()
        requestAnimationFrame(next) // frame
      }
      next()
    }, [])
    return 'frames'
  }
  class Watch extends Component {
    componentDidMount() {
      this.timer = setInterval(() => {}, 60_000) // mounted
    }
    componentWillUnmount() {
      if (this.props.stops) clearInterval(this.timer)
    }
    render() {
      return 'watch'
    }
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
  test('is rendered once more within the time of a hook of a package', () => {
    const { rerender } = render(createElement(Search, { term: 'a' }))
    rerender(createElement(Search, { term: 'b' }))
  })
  test('calls what a hook of a package has made', () => {
    render(createElement(Field))
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'x' } })
  })
  test('does not wait for what it looks for', () => {
    waitFor(() => screen.getByText('nothing')).catch(() => {}) // looked for
  })
  test('has a class that stops', () => {
    render(createElement(Watch, { stops: true }))
  })
  test('has a class that never stops', () => {
    render(createElement(Watch))
  })
  test('asks for two frames', (done) => {
    render(createElement(Frames, { times: 2, done }))
  })
  test('asks for frames for ever', () => {
    render(createElement(Frames, { times: Infinity }))
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
  expect(failed.map(({ title }) => title)).toEqual([
    'has a component that never stops',
    'calls what a hook of a package has made',
    'does not wait for what it looks for',
    'has a class that never stops',
    'asks for frames for ever',
  ])

  const message = run.messageOf('has a component that never stops')
  expect(message).toContain('LeakError: this test leaked a timer: it was started here and never cleared')
  expect(message).toMatch(/timer: +setInterval, every 60000 ms/)
  expect(message).toMatch(
    /help: +return the clean-up from the effect: `return \(\) => clearInterval\(timer\)`/,
  )
  expect(message).toMatch(/^ +> +\d+ \| .* \/\/ opened$/m)

  const debounced = run.messageOf('calls what a hook of a package has made')
  expect(debounced).toContain('help:    in `afterEach`: `debounced.cancel()`')
  expect(debounced).toMatch(/^ +> +\d+ \| .* \/\/ debounced$/m)
  expect(run.messageOf('does not wait for what it looks for')).toContain(
    'help:    `await` what it returned, such as `waitFor()` and `findByText()` do',
  )
  const mounted = run.messageOf('has a class that never stops')
  expect(mounted).toContain("help:    `clearInterval(timer)` in the component's `componentWillUnmount()`")
  expect(mounted).toMatch(/^ +> +\d+ \| .* \/\/ mounted$/m)
  const frames = run.messageOf('asks for frames for ever')
  expect(frames).toContain('timer:   requestAnimationFrame, again and again')
  expect(frames).toContain('cancelAnimationFrame(frame)')
  expect(frames).toMatch(/^ +> +\d+ \| .* \/\/ frame$/m)

  expect(run.output).toMatch(
    /\d × timer, opened by use-debounce 10\.1\.1 for page\.test\.js › is rendered once more/,
  )
  expect(run.output).toContain('dedupingInterval: 0, loadingTimeout: 0')
  expect(run.output).toMatch(/\d × timer, opened by swr 2\.5\.1 for page\.test\.js › shows what a hook/)
  expect(run.output).toMatch(
    /\d × timer, opened by @tanstack\/query-core 5\.108\.4 for page\.test\.js › asks again/,
  )
  expect(run.output).toContain('help: in `afterEach`: `queryClient.clear()`')
  expect(run.output).not.toContain('opened by react')
})

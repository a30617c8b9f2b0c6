import { createHash } from 'node:crypto'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

import { generatedReport } from '../../../benchmarks/reports/generate'
import { hostileNames, hostileReport } from '../support/hostile'
import { everything, fileRecord, leak, report } from '../support/records'
import { builtPage, describeInBrowser, launchChromium } from './support/chromium'
import { largeReport } from './support/suite'

const parts = (html: string, tag: 'script' | 'style'): string[] =>
  Array.from(html.matchAll(new RegExp(`<${tag}>([^]*?)</${tag}>`, 'g')), ([, text = '']) => text)

test.each([
  ['everything', everything()],
  ['hostile names', hostileReport()],
])('%s: one script and one style, both named by the policy; nothing from elsewhere', (_what, given) => {
  const html = builtPage(given)
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? ''
  for (const tag of ['script', 'style'] as const) {
    const [text = '', ...others] = parts(html, tag)
    expect(others).toEqual([])
    expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  }
  expect(policy).toMatch(/^default-src 'none'; /)
  expect(html.match(/<script/g)).toHaveLength(2)
  expect(html).not.toMatch(/\s(?:src|href)="(?!#)/)
})

test('5,000 files are at most 1 MB', () => {
  expect(Buffer.byteLength(builtPage(generatedReport(5000)))).toBeLessThanOrEqual(1024 * 1024)
})

// A browser on a busy machine takes its time.
jest.setTimeout(60_000)

describeInBrowser('in Chromium', () => {
  let browser: Browser
  let directory: string
  let page: Page
  const problems: string[] = []

  beforeAll(async () => {
    directory = mkdtempSync(join(realpathSync(tmpdir()), 'leakguard-page-'))
    writeFileSync(join(directory, 'large.html'), builtPage(largeReport()))
    writeFileSync(join(directory, 'hostile.html'), builtPage(hostileReport()))
    writeFileSync(join(directory, 'clean.html'), builtPage(report({ records: [fileRecord('a.test.js')] })))
    writeFileSync(join(directory, 'huge.html'), builtPage(generatedReport(5000)))
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser.close()
    rmSync(directory, { recursive: true })
  })
  afterEach(async () => {
    await page.context().close()
    expect(problems.splice(0)).toEqual([])
  })

  async function open(name: string, hash = '', options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1180, height: 900 },
      offline: true,
      ...options,
    })
    page = await context.newPage()
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) problems.push(`asked for ${request.url()}`)
    })
    await page.goto(`${pathToFileURL(join(directory, `${name}.html`)).href}${hash}`)
    return page
  }

  const status = (section = '#leaks') => page.locator(`${section} [role=status]`).textContent()
  const causes = () => page.locator('#causes > details').count()

  test('the overview has the totals, and says what crashed', async () => {
    await open('large')
    expect(await page.getByRole('list', { name: 'Totals' }).getByRole('listitem').allTextContents()).toEqual([
      '60failed',
      '1after the end of their file',
      '1warned',
      '1allowed',
      '241test files',
      '720tests',
      '1crashed',
    ])
    expect(await page.locator('.notice').allTextContents()).toEqual([
      'app/crashed.test.js crashed: SyntaxError: no',
    ])
  })

  test('a cause opens with its code, its line marked, its fix and its owners', async () => {
    await open('large')
    await page.locator('#causes summary', { hasText: 'pg-pool' }).click()
    const opened = page.locator('#causes details[open]')
    expect(await opened.locator('.code .hit').textContent()).toBe('2  setInterval(tick, 1000)')
    expect(await opened.locator('.fix code').allTextContents()).toEqual([
      'setInterval()',
      'clearInterval(timer)',
      'afterEach',
    ])
    expect(await opened.locator('.owners li').textContent()).toContain(
      'app/src/area-0/file-000.test.js › orders › test 0 (3)',
    )
  })

  test('search finds by any of several words, says how many, and Escape clears it', async () => {
    await open('large')
    expect(await status()).toBe('61 causes, 63 resources')
    await page.getByLabel('Search (press /)').fill('test-none')
    expect(await status()).toBe('0 causes of 61, 0 resources')
    await page.getByLabel('Search (press /)').fill('PG-POOL file-000')
    expect([await status(), await causes()]).toEqual(['1 cause of 61, 3 resources', 1])
    await page.keyboard.press('Escape')
    expect(await status()).toBe('61 causes, 63 resources')
  })

  test.each([
    ['Status', 'allowed', '1 cause of 61'],
    ['Type', 'pg-pool', '1 cause of 61'],
    ['Severity', 'warn', '1 cause of 61'],
    ['Owner', 'describe', '1 cause of 61'],
  ])('filter by %s', async (label, value, found) => {
    await open('large')
    await page.locator('#leaks').getByRole('combobox', { name: label }).selectOption(value)
    expect(await status()).toContain(found)
    await page.getByRole('button', { name: 'Reset' }).click()
    expect(await status()).toBe('61 causes, 63 resources')
  })

  test('causes come in pages, and the next one has the focus on its first', async () => {
    await open('large')
    expect(await causes()).toBe(50)
    await page.getByLabel('Pages of leaks').getByRole('button', { name: 'Next' }).click()
    expect(await causes()).toBe(11)
    expect(
      await page.evaluate(
        () => document.activeElement?.parentElement === document.querySelector('#causes > details'),
      ),
    ).toBe(true)
  })

  test('a link to a leak opens it, on whatever page it is, and filters do not hide it', async () => {
    await open('large', '#leak-fp-57')
    expect(await page.locator('#causes details[open] .here').textContent()).toContain('orders › test 57')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY')
    await page.locator('#leaks').getByRole('combobox', { name: 'Type' }).selectOption('pg-pool')
    await page.evaluate(() => (location.hash = '#leak-late'))
    await page.waitForSelector('#causes details[open] .here')
    expect(await page.locator('#causes details[open] .here').textContent()).toContain('goes on')
    await page.evaluate(() => (location.hash = '#leak-of-yesterday'))
    await page.waitForFunction(() =>
      document.querySelector('#leaks [role=status]')?.textContent.includes('not in this report'),
    )
  })

  test('each leak has a link of its own', async () => {
    await open('large')
    await page.locator('#causes summary', { hasText: 'pg-pool' }).click()
    await page.locator('#causes details[open] a').click()
    expect(page.url()).toMatch(/#leak-fp-0$/)
  })

  describe.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)('%s, %d px', (colorScheme, width) => {
    const here = (hash = '') =>
      open('large', hash, {
        colorScheme,
        viewport: { width, height: 900 },
        permissions: ['clipboard-read', 'clipboard-write'],
      })

    test('totals are links to what they count', async () => {
      await here()
      await page.getByRole('link', { name: '1 warned' }).click()
      expect(page.url()).toMatch(/#leaks\?status=warned$/)
      expect(await status()).toContain('1 cause of 61')
      await page.getByRole('link', { name: '1 crashed' }).click()
      expect(await status('#files')).toBe('1 file of 241 files')
    })

    test('filters live in the address: they can be sent to somebody', async () => {
      await here()
      await page.getByLabel('Search (press /)').fill('file-000')
      await page.locator('#leaks').getByRole('combobox', { name: 'Type' }).selectOption('pg-pool')
      const { hash } = new URL(page.url())
      await page.context().close()
      await here(hash)
      expect(await status()).toContain('1 cause of 61')
      expect(await page.getByLabel('Search (press /)').inputValue()).toBe('file-000')
    })

    test('the row of a file opens its leaks', async () => {
      await here('#files?q=file-000')
      await page.locator('#files tbody a').click()
      expect(await status()).toContain('1 cause of 61')
      expect(await page.locator('#causes summary').textContent()).toContain('PostgreSQL pool pg-pool')
    })

    test('a point of a chart opens its file', async () => {
      await here()
      const chart = page.getByRole('figure', { name: /^File descriptors/ })
      await chart.getByRole('img').click({ position: { x: 1, y: 20 } })
      expect(await status('#files')).toBe('1 file of 241 files')
      expect(await page.locator('#files tbody th').textContent()).toMatch(/file-00\d\.test\.js$/)
    })

    test('the comment that accepts a leak is copied', async () => {
      await here('#leak-fp-0')
      await page.locator('#causes details[open]').getByRole('button', { name: 'Copy' }).click()
      await page.getByText('Copied').waitFor()
      const comment = '// @leakguard-allow pg-pool: reason'
      expect(await page.locator('.allow code').textContent()).toBe(comment)
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(comment)
    })

    test('all causes of a page open, and close again', async () => {
      await here()
      await page.getByRole('button', { name: 'Expand all' }).click()
      expect(await page.locator('#causes details:not([open])').count()).toBe(0)
      await page.getByRole('button', { name: 'Collapse all' }).click()
      expect(await page.locator('#causes details[open]').count()).toBe(0)
    })

    test('times are local, with UTC beside them', async () => {
      await here()
      const time = page.locator('.runs time')
      expect(await time.getAttribute('title')).toBe('2026-01-02T03:04:05.678Z (UTC)')
      expect(await time.textContent()).toBe(
        await page.evaluate(() => new Date('2026-01-02T03:04:05.678Z').toLocaleString()),
      )
    })

    test('nothing is wider than the screen, and at 1280 px every column of the files is seen', async () => {
      await here('#leak-fp-0')
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      const hidden = await page.evaluate(() => {
        const box = document.querySelector('.tablebox')
        return box === null ? -1 : box.scrollWidth - box.clientWidth
      })
      if (width === 1280) expect(hidden).toBe(0)
    })
  })

  test('a third party has its package, and whose call ends it', async () => {
    const third = leak({
      severity: 'warn',
      site: undefined,
      thirdParty: true,
      opener: { name: 'tarn', version: '3.0.2' },
      through: { name: 'knex', version: '3.1.0' },
      help: 'in `afterAll`: `await knex.destroy()`',
      details: ['pool: orders (max 10)', 'note: the test failed before'],
    })
    writeFileSync(
      join(directory, 'third.html'),
      builtPage(report({ records: [fileRecord('a.test.js', [third])] })),
    )
    await open('third')
    await page.locator('#causes summary').click()
    expect(await page.locator('#causes dl').innerText()).toBe(
      [
        'Pool',
        'orders (max 10)',
        'Note',
        'the test failed before',
        'Opened by',
        'tarn 3.0.2',
        'Via',
        'knex 3.1.0',
      ]
        .concat(['Fix', 'in afterAll: await knex.destroy()', 'Closed', 'cleared'])
        .join('\n'),
    )
  })

  test('keyboard alone: skip link, search by /, a cause by Enter', async () => {
    await open('large')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the report')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    await page.keyboard.press('/')
    await page.keyboard.type('pg-pool')
    for (let tabs = 0; tabs < 7; tabs++) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.locator('#causes details[open]').count()).toBe(1)
  })

  test('files are sorted by any column, filtered and searched', async () => {
    await open('large')
    const first = () => page.locator('#files tbody tr').first().locator('th').textContent()
    expect([await first(), await status('#files')]).toEqual(['app/crashed.test.js', '241 files'])
    await page.getByRole('button', { name: 'Leaks', exact: true }).click()
    await page.getByRole('button', { name: 'Leaks', exact: true }).click()
    await page.getByRole('button', { name: 'Leaks', exact: true }).click()
    expect(await page.locator('#files th[aria-sort=descending]').textContent()).toBe('Leaks')
    await page.locator('#files').getByLabel('Show').selectOption('leaks')
    expect(await status('#files')).toBe('61 files of 241 files')
    await page.locator('#files').getByLabel('Search').fill('file-000')
    expect(await page.locator('#files tbody tr').allTextContents()).toEqual([
      expect.stringMatching(/^app\/src\/area-0\/file-000\.test\.js3 \(1\)3/),
    ])
  })

  test('a file has what there was before, at the end and after', async () => {
    await open('large')
    await page.locator('#files').getByLabel('Search').fill('file-005')
    const heads = await page.locator('#files thead th').allTextContents()
    const cells = await page.locator('#files tbody tr').first().locator('th, td').allTextContents()
    expect(cells[heads.findIndex((head) => head.startsWith('File descriptors'))]).toBe('20 → 25 → 20')
    expect(heads).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Sockets/),
        expect.stringMatching(/^Pooled connections/),
        expect.stringMatching(/^Heap/),
      ]),
    )
  })

  test('charts: a line for each thing that is counted, a file by keyboard and by pointer', async () => {
    await open('large')
    const chart = page.getByRole('figure', { name: /^File descriptors/ })
    expect(await chart.getByRole('img').getAttribute('aria-label')).toBe(
      'File descriptors: 20 to 26 over 240 files',
    )
    await chart.getByRole('slider').focus()
    await page.keyboard.press('End')
    expect(await chart.locator('output').textContent()).toBe('app/src/area-5/file-239.test.js: 20 → 21 → 20')
    await chart.getByRole('img').hover({ position: { x: 1, y: 20 } })
    expect(await chart.locator('output').textContent()).toContain('file-000.test.js')
    expect(await page.locator('#charts figure').count()).toBe(5)
  })

  test('landmarks and names for screen readers', async () => {
    await open('large')
    for (const role of ['banner', 'main'] as const) expect(await page.getByRole(role).count()).toBe(1)
    for (const name of ['Leaks by cause', 'Over the run', 'Test files'])
      expect(await page.getByRole('region', { name, exact: true }).count()).toBe(1)
    const unnamed = await page.evaluate(
      () =>
        [...document.querySelectorAll<HTMLInputElement>('input, select')].filter(
          (control) => (control.labels?.length ?? 0) === 0 && control.getAttribute('aria-label') === null,
        ).length,
    )
    expect(unnamed).toBe(0)
  })

  const colours = () =>
    page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.documentElement)
      return [backgroundColor, color]
    })
  const light = ['rgb(246, 247, 249)', 'rgb(27, 34, 44)']
  const dark = ['rgb(15, 19, 24)', 'rgb(228, 233, 239)']

  test('the theme of the system, or the one that is chosen', async () => {
    await open('large', '', { colorScheme: 'dark' })
    expect(await colours()).toEqual(dark)
    await page.getByRole('button', { name: 'Theme: system' }).click()
    expect(await colours()).toEqual(light)
    await page.getByRole('button', { name: 'Theme: light' }).click()
    expect(await colours()).toEqual(dark)
    await page.context().close()
    await open('large', '', { colorScheme: 'light' })
    expect(await colours()).toEqual(light)
  })

  test.each(['light', 'dark'] as const)('%s: all text has enough contrast', async (colorScheme) => {
    await open('large', '#leak-fp-0', { colorScheme })
    expect(await page.evaluate(lowContrast)).toEqual([])
  })

  test('on a phone nothing is wider than the screen', async () => {
    await open('large', '#leak-fp-0', { viewport: { width: 360, height: 700 } })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await page.context().close()
    await open('hostile', '', { viewport: { width: 360, height: 700 } })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  })

  test('on paper: every cause is open, no controls', async () => {
    await open('large')
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('#causes details:not([open])').count()).toBe(0)
    expect(await page.locator('.tools').first().isVisible()).toBe(false)
  })

  test('a clean run says so', async () => {
    await open('clean')
    expect(await status()).toBe('Nothing leaked.')
    expect(await page.locator('h1').textContent()).toBe('No leaks')
  })

  test('hostile names are text, and run nothing', async () => {
    await open('hostile')
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    expect(await page.evaluate(() => Reflect.get(globalThis, 'pwned') as unknown)).toBeUndefined()
    expect(await page.locator('main').locator('script, img, b:not(.stats b), iframe, style').count()).toBe(0)
    const text = await page.locator('#causes').textContent()
    for (const name of hostileNames.filter((each) => each.startsWith('<') || each.startsWith('"><')))
      expect(text).toContain(name)
  })

  test('with 5,000 files it is there at once, and only a page of them is in the document', async () => {
    await open('huge')
    expect(await status('#files')).toBe('5,000 files')
    await page.locator('#files').getByLabel('Search').fill('service-4321')
    expect(await status('#files')).toBe('1 file of 5,000 files')
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(5000)
  })
})

/** Texts whose colour is too near to what is behind them (WCAG AA), with their ratio. Runs in the page. */
function lowContrast(): string[] {
  const numbers = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number)
  const light = ([r = 0, g = 0, b = 0]: number[]): number => {
    const [x = 0, y = 0, z = 0] = [r, g, b].map((c) =>
      c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
    )
    return 0.2126 * x + 0.7152 * y + 0.0722 * z
  }
  const behind = (element: Element | null): number[] => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor)
      if (colour.length === 3 || (colour[3] ?? 1) > 0) return colour
    }
    return [255, 255, 255]
  }
  return [...document.querySelectorAll('body *')].flatMap((element) => {
    const own = [...element.childNodes].some(
      (node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '',
    )
    if (!own || element.closest('script, noscript, button:disabled, option') !== null) return []
    const [a, b] = [light(numbers(getComputedStyle(element).color)), light(behind(element))]
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    return ratio >= 4.5 ? [] : [`${element.textContent.slice(0, 40)}: ${ratio.toFixed(2)}`]
  })
}

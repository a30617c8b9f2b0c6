import { addressOf, readAddress, showSection, writeAddress } from './address'
import { courseText } from './charts'
import { choice, counted, el, labelled, section } from './dom'
import type { Model } from './model'
import { pager } from './pager'

const pageSize = 100

interface Column {
  readonly title: string
  readonly hint: string
  readonly text: (file: number) => string
  /** What it is sorted by. */
  readonly value: (file: number) => number | string
  readonly isBad?: (file: number) => boolean
}

/** Every test file, with what there was before it, at its end and after it. */
export function files(model: Model): HTMLElement {
  const { leaksOf, pathOf, data } = model
  const all = data.files.name.map((_, file) => file)
  const columns = columnsOf(model)
  const search = el('input', { type: 'search' })
  const which = choice('all', [
    ['leaks', 'with leaks'],
    ['failed', 'with failed tests'],
    ['crashed', 'crashed'],
    ['unguarded', 'without leak detection'],
  ])
  const status = el('p', { class: 'status', role: 'status' })
  const body = el('tbody')
  let shown: readonly number[] = all
  let sorted = { column: 0, isDown: false }
  const pages = pager(pageSize, 'files', () => render(pages.page()))

  const heads = columns.map((column, index) => {
    const button = el('button', { type: 'button' }, column.title)
    button.addEventListener('click', () => {
      // Numbers are looked at from the largest on.
      sorted = { column: index, isDown: sorted.column === index ? !sorted.isDown : index > 0 }
      filter()
    })
    return el('th', { scope: 'col' }, button, column.hint === '' ? undefined : el('small', {}, column.hint))
  })

  const kinds: Readonly<Record<string, (file: number) => boolean>> = {
    leaks: (file) => (leaksOf[file] ?? 0) > 0,
    failed: (file) => (data.files.failed[file] ?? 0) > 0,
    crashed: (file) => data.files.state[file] === 1,
    unguarded: (file) => data.files.state[file] === 2,
  }

  function filter(): void {
    const text = search.value.toLowerCase()
    const isKind = kinds[which.value] ?? (() => true)
    const value = columns[sorted.column]?.value ?? (() => 0)
    const sign = sorted.isDown ? -1 : 1
    shown = all
      .filter((file) => isKind(file) && pathOf(file).toLowerCase().includes(text))
      .map((file) => ({ file, key: value(file) }))
      .sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : a.file - b.file))
      .map(({ file }) => file)
    status.textContent = `${counted(shown.length, 'file')}${shown.length === all.length ? '' : ` of ${counted(all.length, 'file')}`}`
    for (const [index, head] of heads.entries())
      head.setAttribute(
        'aria-sort',
        index !== sorted.column ? 'none' : sorted.isDown ? 'descending' : 'ascending',
      )
    render(0)
  }

  function render(page: number): void {
    pages.set(page, shown.length)
    body.replaceChildren(
      ...shown
        .slice(pages.page() * pageSize, (pages.page() + 1) * pageSize)
        .map((file) =>
          el(
            'tr',
            {},
            ...columns.map(({ isBad, text }, index) =>
              el(
                index === 0 ? 'th' : 'td',
                { scope: index === 0 ? 'row' : undefined, class: isBad?.(file) === true ? 'bad' : undefined },
                index === 0 && (leaksOf[file] ?? 0) > 0
                  ? el('a', { href: addressOf('leaks', { q: pathOf(file) }) }, text(file))
                  : text(file),
              ),
            ),
          ),
        ),
    )
  }

  function read(): void {
    const given = readAddress('files')
    if (given === undefined) return
    search.value = given.get('q') ?? ''
    which.value = given.get('show') ?? ''
    filter()
    showSection('files')
  }

  for (const control of [search, which])
    control.addEventListener('input', () => {
      filter()
      writeAddress('files', { q: search.value, show: which.value })
    })
  addEventListener('hashchange', read)
  queueMicrotask(read)
  filter()
  return section(
    'files',
    'Test files',
    el(
      'form',
      { class: 'tools', role: 'search', 'aria-label': 'Test files' },
      labelled('Search', search, 'grow'),
      labelled('Show', which),
    ),
    status,
    el(
      'div',
      { class: 'tablebox', tabindex: 0, role: 'region', 'aria-label': 'Table of test files' },
      el('table', {}, el('thead', {}, el('tr', {}, ...heads)), body),
    ),
    pages.element,
  )
}

function columnsOf({ data, leaksOf, pathOf }: Model): Column[] {
  const { failed, figures, state, tests, took } = data.files
  const states = ['', 'crashed', 'no detection']
  return [
    { title: 'File', hint: '', text: pathOf, value: pathOf },
    {
      title: 'Tests',
      hint: 'failed',
      text: (file) =>
        failed[file] ? `${String(tests[file])} (${String(failed[file])})` : String(tests[file]),
      value: (file) => tests[file] ?? 0,
    },
    {
      title: 'Leaks',
      hint: '',
      text: (file) => states[state[file] ?? 0] || String(leaksOf[file]),
      value: (file) => (state[file] === 1 ? Infinity : (leaksOf[file] ?? 0)),
      isBad: (file) => (leaksOf[file] ?? 0) > 0 || state[file] === 1,
    },
    ...(took.some((time) => time !== null)
      ? [
          {
            title: 'Time',
            hint: 'ms',
            text: (file: number) => String(took[file] ?? ''),
            value: (file: number) => took[file] ?? -1,
          },
        ]
      : []),
    ...figures.map((figure) => ({
      title: figure.title,
      hint: `${figure.unit === '' ? '' : `${figure.unit}, `}${figure.before === undefined ? 'at the end' : 'before → end → after'}`,
      text: (file: number) => courseText({ ...figure, unit: '' }, file),
      value: (file: number) => figure.end[file] ?? -1,
    })),
  ]
}

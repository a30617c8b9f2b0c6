import { readAddress, showSection, writeAddress } from './address'
import { causeElement } from './cause'
import { choice, counted, el, labelled, section } from './dom'
import type { Cause, Model } from './model'
import { pager } from './pager'

const pageSize = 50

/** Leaks by cause, with search, filters and links to each. */
export function leaks(model: Model): HTMLElement {
  const { causes, data } = model
  const search = el('input', {
    type: 'search',
    placeholder: 'type, file, test, line …',
    'aria-keyshortcuts': '/',
  })
  const filters = {
    status: choice(
      'all',
      data.statuses.filter(([, , count]) => count > 0).map(([status, word]) => [status, word]),
    ),
    type: choice('all', typesOf(causes)),
    severity: choice('all', plain(causes.flatMap((cause) => cause.leaks.map(({ severity }) => severity)))),
    owner: choice('all', plain(causes.flatMap((cause) => cause.leaks.map(({ ownerKind }) => ownerKind)))),
  }
  const reset = el('button', { type: 'button' }, 'Reset')
  const expand = el('button', { type: 'button' }, 'Expand all')
  const status = el('p', { class: 'status', role: 'status' })
  const list = el('div', { id: 'causes' })
  let found: readonly Cause[] = causes
  let linked: string | undefined

  const pages = pager(pageSize, 'leaks', () => {
    render(pages.page())
    list.querySelector('summary')?.focus()
  })

  function render(page: number): void {
    expand.textContent = 'Expand all'
    pages.set(page, found.length)
    const shown = found.slice(pages.page() * pageSize, (pages.page() + 1) * pageSize)
    list.replaceChildren(
      ...shown.map((cause) => causeElement(cause, model, has(cause, linked) ? linked : undefined)),
    )
  }

  function filter(): void {
    const words = search.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '')
    const { owner, severity, status: chosen, type } = filters
    const matches = (value: HTMLSelectElement, given: string): boolean =>
      value.value === '' || value.value === given
    found = causes.filter(
      ({ first, leaks: members, searched }) =>
        matches(chosen, first.status) &&
        matches(type, first.type) &&
        members.some((leak) => matches(severity, leak.severity) && matches(owner, leak.ownerKind)) &&
        words.every((word) => searched.includes(word)),
    )
    const resources = found.reduce((sum, { count }) => sum + count, 0)
    status.textContent =
      causes.length === 0
        ? 'Nothing leaked.'
        : `${counted(found.length, 'cause')}${found.length === causes.length ? '' : ` of ${String(causes.length)}`}, ${counted(resources, 'resource')}`
    render(0)
  }

  function changed(): void {
    filter()
    const values = Object.entries(filters).map(([name, select]) => [name, select.value])
    writeAddress('leaks', { q: search.value, ...(Object.fromEntries(values) as Record<string, string>) })
  }

  /** Sets the filters that the address has. */
  function read(): void {
    const given = readAddress('leaks')
    if (given === undefined) return
    search.value = given.get('q') ?? ''
    for (const [name, select] of Object.entries(filters)) select.value = given.get(name) ?? ''
    filter()
    showSection('leaks')
  }

  function clear(): void {
    search.value = ''
    for (const select of Object.values(filters)) select.value = ''
    filter()
    if (readAddress('leaks') !== undefined) writeAddress('leaks', {})
  }

  /** Shows the leak that the address names. */
  function follow(): void {
    if (!location.hash.startsWith('#leak-')) return
    linked = decodeURIComponent(location.hash.slice('#leak-'.length))
    if (!found.some((cause) => has(cause, linked))) clear()
    const index = found.findIndex((cause) => has(cause, linked))
    if (index === -1) {
      status.textContent = 'The leak that this link names is not in this report.'
      return
    }
    render(Math.floor(index / pageSize))
    const element = list.children[index % pageSize]
    element?.scrollIntoView({ block: 'start' })
    element?.querySelector('summary')?.focus({ preventScroll: true })
  }

  for (const control of [search, ...Object.values(filters)]) control.addEventListener('input', changed)
  reset.addEventListener('click', () => {
    clear()
    search.focus()
  })
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLElement && event.target.matches('input, select, textarea')
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault()
      search.focus()
    }
    if (event.key === 'Escape' && event.target === search) clear()
  })
  expand.addEventListener('click', () => {
    const all = [...list.querySelectorAll('details')]
    const isOpening = all.some(({ open }) => !open)
    for (const element of all) element.open = isOpening
    expand.textContent = isOpening ? 'Collapse all' : 'Expand all'
  })
  addEventListener('hashchange', () => {
    read()
    follow()
  })
  addEventListener('beforeprint', () => {
    for (const element of list.querySelectorAll('details')) element.open = true
  })

  filter()
  queueMicrotask(() => {
    read()
    follow()
  })
  return section(
    'leaks',
    'Leaks by cause',
    causes.length === 0
      ? undefined
      : el(
          'form',
          { class: 'tools', role: 'search', 'aria-label': 'Leaks' },
          labelled('Search (press /)', search, 'grow'),
          labelled('Status', filters.status),
          labelled('Type', filters.type),
          labelled('Severity', filters.severity),
          labelled('Owner', filters.owner),
          reset,
          expand,
        ),
    status,
    list,
    pages.element,
  )
}

function has({ leaks: members }: Cause, fingerprint: string | undefined): boolean {
  return fingerprint !== undefined && members.some((leak) => leak.fingerprint === fingerprint)
}

/** By their names; the code, which is what is searched and allowed by, beside it. */
function typesOf(causes: readonly Cause[]): (readonly [string, string])[] {
  const names = new Map(causes.map(({ first: { type, name } }) => [type, name]))
  return [...names]
    .sort()
    .map(([type, name]) => [type, type.includes('singleton') || name === type ? type : `${name} (${type})`])
}

function plain(values: readonly string[]): (readonly [string, string])[] {
  return [...new Set(values)].sort().map((value) => [value, value])
}

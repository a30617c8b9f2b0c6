import { counted, el } from './dom'
import type { Cause, Leak, Model } from './model'

const ownersShown = 20

/** One cause, closed; what is in it is made when it is opened. */
export function causeElement(cause: Cause, model: Model, linked: string | undefined): HTMLDetailsElement {
  const { first, count, leaks } = cause
  const element = el(
    'details',
    { class: 'leak' },
    el(
      'summary',
      {},
      el('span', { class: `badge b-${first.status}` }, model.wordOf(first.status)),
      el(
        'span',
        { class: 'what' },
        `${count > 1 ? `${String(count)} × ` : ''}${first.name} `,
        el('code', { class: 'type' }, first.type),
        ' ',
        el('small', { class: 'dim' }, leaks.length === 1 ? first.owner : counted(leaks.length, 'owner')),
      ),
      el('span', { class: 'place' }, first.place),
    ),
  )
  const body = el('div')
  element.append(body)
  const fill = (): void => {
    if (body.childElementCount > 0) return
    body.append(...details(first))
    body.append(
      el('h3', {}, leaks.length === 1 ? 'Owner' : counted(leaks.length, 'owner')),
      owners(cause, model, linked),
    )
  }
  element.addEventListener('toggle', () => {
    if (element.open) fill()
  })
  if (linked !== undefined) {
    fill()
    element.open = true
  }
  return element
}

function details(leak: Leak): Node[] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ...(leak.details?.split('\n') ?? []).map(labelled),
    ['Opened by', leak.openedBy],
    ['Via', leak.via],
    ['Fix', leak.help],
    ['Closed', leak.closed],
    ['Allowed', leak.reason],
  ]
  const known = rows.filter((row): row is readonly [string, string] => row[1] !== undefined)
  return [
    el('p', {}, leak.headline),
    ...(known.length === 0
      ? []
      : [
          el(
            'dl',
            { class: 'fix' },
            ...known.flatMap(([name, text]) => [el('dt', {}, name), el('dd', {}, ...withCode(text))]),
          ),
        ]),
    ...(open.includes(leak.status) ? [allowance(leak.type)] : []),
    ...(leak.excerpt === undefined ? [] : [codeFrame(leak.excerpt, leak.line)]),
    ...(leak.frames === undefined
      ? []
      : [
          el(
            'pre',
            { class: 'frames', tabindex: 0, 'aria-label': 'Stack' },
            ...leak.frames.split('\n').map((frame) => el('span', {}, frame)),
          ),
        ]),
  ]
}

/** Leaks that somebody may want to accept. */
const open: readonly string[] = ['new', 'late', 'warned']

/** `pool: orders (max 10)` as a row. */
function labelled(line: string): readonly [string, string] {
  const [, label = '', text = line] = /^([a-z ]+): (.*)$/.exec(line) ?? []
  return [label.charAt(0).toUpperCase() + label.slice(1), text]
}

/** The comment that accepts it, to be taken along. */
function allowance(type: string): HTMLElement {
  const comment = el('code', {}, `// @leakguard-allow ${type}: reason`)
  const button = el('button', { type: 'button' }, 'Copy')
  const done = el('span', { class: 'dim', role: 'status' })
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(comment.textContent).then(
      () => (done.textContent = 'Copied'),
      () => {
        // Where the browser gives no clipboard to a file, the text is at least marked.
        getSelection()?.selectAllChildren(comment)
        done.textContent = 'Press Ctrl+C'
      },
    )
  })
  return el(
    'p',
    { class: 'allow' },
    el('span', { class: 'dim' }, 'To accept it: '),
    comment,
    ' ',
    button,
    ' ',
    done,
  )
}

/** What stands between backticks is code. */
function withCode(text: string): (Node | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? el('code', {}, part) : part))
}

function codeFrame([first, ...lines]: NonNullable<Leak['excerpt']>, hit: number): HTMLElement {
  return el(
    'pre',
    { class: 'code', tabindex: 0, 'aria-label': `Code around line ${String(hit)}` },
    ...lines.map((line, index) => {
      const number = first + index
      return el(
        'span',
        { class: number === hit ? 'hit' : undefined },
        el('i', { 'aria-hidden': 'true' }, String(number)),
        line,
      )
    }),
  )
}

function owners({ leaks }: Cause, model: Model, linked: string | undefined): HTMLElement {
  const list = el('ul', { class: 'owners' })
  const add = (some: readonly Leak[]): void =>
    list.append(...some.map((leak) => ownerItem(leak, model, linked)))
  const here = leaks.findIndex(({ fingerprint }) => fingerprint === linked)
  const shown = Math.max(ownersShown, here + 1)
  add(leaks.slice(0, shown))
  if (leaks.length > shown) {
    const more = el('button', { type: 'button' }, `Show ${counted(leaks.length - shown, 'more owner')}`)
    more.addEventListener('click', () => {
      more.parentElement?.remove()
      add(leaks.slice(shown))
    })
    list.append(el('li', {}, more))
  }
  return list
}

function ownerItem(
  { count, file, fingerprint, owner }: Leak,
  { pathOf }: Model,
  linked: string | undefined,
): HTMLElement {
  const isHere = fingerprint === linked
  return el(
    'li',
    { class: isHere ? 'here' : undefined, 'aria-current': isHere ? 'true' : undefined },
    `${pathOf(file)} › ${owner}${count > 1 ? ` (${String(count)})` : ''} `,
    el('a', { class: 'link', href: linkTo(fingerprint), 'aria-label': `Link to the leak of ${owner}` }, '#'),
  )
}

function linkTo(fingerprint: string): string {
  return `#leak-${encodeURIComponent(fingerprint)}`
}

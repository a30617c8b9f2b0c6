import type { Figure } from '../page-data'
import { addressOf } from './address'
import { el, section, svg } from './dom'
import type { Model } from './model'

const width = 600
const height = 120
/** Below and above the drawing. */
const margin = 6

/** A line for each thing that is counted, over the files in the order in which they began. */
export function charts(model: Model): HTMLElement | undefined {
  const { began, figures } = model.data.files
  if (figures.length === 0) return undefined
  const order = began
    .map((time, file) => ({ time: time ?? Infinity, file }))
    .sort((a, b) => a.time - b.time || a.file - b.file)
    .map(({ file }) => file)
  const drawn = figures.flatMap((figure) => {
    const counted = order.filter((file) => figure.end[file] != null)
    return counted.length < 2 ? [] : [chart(figure, counted, model)]
  })
  if (drawn.length === 0) return undefined
  return section(
    'charts',
    'Over the run',
    el(
      'p',
      { class: 'dim' },
      'Test files in the order in which they began, each as its tests left it. The band goes from the least to the most where several share a place.',
    ),
    el('div', { class: 'charts' }, ...drawn),
  )
}

function chart(figure: Figure, files: readonly number[], { pathOf }: Model): HTMLElement {
  const values = files.map((file) => figure.end[file] ?? 0)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const low = figure.unit === '' ? 0 : least
  const x = (index: number): number => (index / Math.max(1, values.length - 1)) * width
  const y = (value: number): number =>
    height - margin - ((value - low) / Math.max(1e-9, most - low)) * (height - 2 * margin)
  const columns = columnsOf(values, x)
  const top = columns.map(({ at, high }) => `${round(at)},${round(y(high))}`)
  const bottom = columns.map(({ at, low: small }) => `${round(at)},${round(y(small))}`).reverse()
  const cursor = svg('line', { class: 'cursor', y1: 0, y2: height, visibility: 'hidden' })
  const range = `${withUnit(least, figure.unit)} to ${withUnit(most, figure.unit)}`
  const drawing = svg(
    'svg',
    {
      viewBox: `0 0 ${String(width)} ${String(height)}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': `${figure.title}: ${range} over ${String(files.length)} files`,
    },
    svg('line', { class: 'grid', x1: 0, x2: width, y1: y(most), y2: y(most) }),
    svg('line', { class: 'grid', x1: 0, x2: width, y1: y(low), y2: y(low) }),
    columns.some(({ high, low: small }) => high !== small)
      ? svg('path', { class: 'band', d: `M${[...top, ...bottom].join('L')}Z` })
      : undefined,
    svg('path', { class: 'end', d: `M${top.join('L')}` }),
    cursor,
  )
  const slider = el('input', {
    type: 'range',
    min: 0,
    max: values.length - 1,
    value: 0,
    'aria-label': `${figure.title}: file`,
  })
  const readout = el('output', {}, `Move along the line to see a file.`)
  const show = (): void => {
    const index = Number(slider.value)
    const file = files[index] ?? 0
    const at = String(round(x(index)))
    cursor.setAttribute('x1', at)
    cursor.setAttribute('x2', at)
    cursor.setAttribute('visibility', 'visible')
    const text = `${pathOf(file)}: ${courseText(figure, file)}`
    readout.replaceChildren(el('a', { href: linkOf(file) }, pathOf(file)), `: ${courseText(figure, file)}`)
    slider.setAttribute('aria-valuetext', text)
  }
  const linkOf = (file: number): string => addressOf('files', { q: pathOf(file) })
  slider.addEventListener('input', show)
  drawing.addEventListener('click', () => {
    location.hash = linkOf(files[Number(slider.value)] ?? 0)
  })
  drawing.addEventListener('pointermove', (event) => {
    const { left, width: shown } = drawing.getBoundingClientRect()
    slider.value = String(Math.round(((event.clientX - left) / shown) * (values.length - 1)))
    show()
  })
  return el(
    'figure',
    { class: 'chart', 'aria-label': figure.title },
    el('figcaption', {}, figure.title, el('span', {}, range)),
    drawing,
    slider,
    readout,
  )
}

/** No more columns than can be told apart; each with the least and the most of its files. */
function columnsOf(
  values: readonly number[],
  x: (index: number) => number,
): { at: number; low: number; high: number }[] {
  const size = Math.max(1, Math.ceil(values.length / (width / 2)))
  return Array.from({ length: Math.ceil(values.length / size) }, (_, column) => {
    const some = values.slice(column * size, (column + 1) * size)
    const middle = column * size + (some.length - 1) / 2
    return { at: x(middle), low: Math.min(...some), high: Math.max(...some) }
  })
}

/** `22 → 25 → 22`: before, as the tests left it, after the leaks were closed. */
export function courseText({ before, end, after, unit }: Figure, file: number): string {
  const parts = before === undefined ? [end[file]] : [before[file], end[file], after?.[file]]
  if (parts.every((value) => value == null)) return ''
  return `${parts.map((value) => value ?? '–').join(' → ')}${unit === '' ? '' : ` ${unit}`}`
}

function withUnit(value: number, unit: string): string {
  return `${value.toLocaleString('en')}${unit === '' ? '' : ` ${unit}`}`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

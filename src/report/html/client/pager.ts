import { el } from './dom'

export interface Pager {
  readonly element: HTMLElement
  /** The page that is shown, from 0. */
  page(): number
  /** Shows a page of so many entries. */
  set(page: number, entries: number): void
}

/** Buttons for a list that is shown in pages: what is not shown is not in the document. */
export function pager(size: number, of: string, show: () => void): Pager {
  let current = 0
  let last = 0
  const previous = el('button', { type: 'button' }, 'Previous')
  const next = el('button', { type: 'button' }, 'Next')
  const text = el('span', { class: 'dim' })
  const go = (step: number) => (): void => {
    current = Math.min(last, Math.max(0, current + step))
    show()
  }
  previous.addEventListener('click', go(-1))
  next.addEventListener('click', go(1))
  const element = el('nav', { class: 'pager', 'aria-label': `Pages of ${of}` }, previous, text, next)
  return {
    element,
    page: () => current,
    set(page, entries) {
      last = Math.max(0, Math.ceil(entries / size) - 1)
      current = Math.min(page, last)
      element.hidden = last === 0
      previous.disabled = current === 0
      next.disabled = current === last
      text.textContent = `Page ${String(current + 1)} of ${String(last + 1)}`
    },
  }
}

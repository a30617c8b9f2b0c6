type Child = Node | string | undefined
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** An element; texts become text nodes, so that no name is ever read as markup. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  return filled(document.createElement(tag), attributes, children)
}

/** The same for drawings. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children)
}

function filled<E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...children.filter((child) => child !== undefined))
  return element
}

/** A section of the page, named by its heading. */
export function section(id: string, title: string, ...children: readonly Child[]): HTMLElement {
  const heading = `${id}-title`
  return el('section', { id, 'aria-labelledby': heading }, el('h2', { id: heading }, title), ...children)
}

/** A control with its label. */
export function labelled(text: string, control: HTMLElement, kind = ''): HTMLLabelElement {
  return el('label', { class: kind }, text, control)
}

/** A list to choose from; the first entry stands for everything. */
export function choice(
  all: string,
  options: readonly (readonly [value: string, text: string])[],
): HTMLSelectElement {
  return el(
    'select',
    {},
    el('option', { value: '' }, all),
    ...options.map(([value, text]) => el('option', { value }, text)),
  )
}

/** `1 leak`, `1,200 leaks`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

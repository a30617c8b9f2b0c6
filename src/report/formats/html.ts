import { sha256 } from '../../kept/crypto'
import { readText } from '../../kept/fs'
import { join } from '../../kept/path'

import { escapeHtml } from '../escape-markup'
import { pageData } from '../html/data'
import type { Report } from '../model/model'
import { runLine, titleOf } from '../model/title'

/** Where the build puts the parts of the page. */
const parts = join(__dirname, '..', 'html')

/** One file that needs nothing else: it works from an artifact store, from a disk and without a network. */
export function html(report: Report): string {
  const [style, script] = [part('style.css'), part('client.js')]
  const slots: Readonly<Record<string, string>> = {
    policy: [
      "default-src 'none'",
      `script-src ${hashOf(script)}`,
      `style-src ${hashOf(style)}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; '),
    title: escapeHtml(titleOf(report)),
    summary: escapeHtml(runLine(report)),
    style,
    script,
    data: embeddable(pageData(report)),
  }
  // One pass: what is put in is not looked at again.
  return part('template.html').replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => slots[name] ?? '')
}

/** JSON that ends no script element, whatever names are in it. */
function embeddable(data: unknown): string {
  return JSON.stringify(data).replaceAll(
    /[<\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function hashOf(text: string): string {
  return `'sha256-${sha256(text, 'base64')}'`
}

function part(name: string): string {
  return readText(join(parts, name))
}

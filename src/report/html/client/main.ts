import { charts } from './charts'
import { el } from './dom'
import { files } from './files'
import { leaks } from './leaks'
import { readModel } from './model'
import { overview } from './overview'
import { installTheme } from './theme'

const model = readModel(document.getElementById('data')?.textContent ?? '')
const drawn = charts(model)
if (drawn === undefined) document.querySelector('a[href="#charts"]')?.remove()
document
  .getElementById('app')
  ?.append(
    ...overview(model),
    leaks(model),
    ...(drawn === undefined ? [] : [drawn]),
    files(model),
    el('footer', {}, 'Made by jest-leakguard. It needs no network.'),
  )
const button = document.getElementById('theme')
if (button instanceof HTMLButtonElement) installTheme(button)
for (const form of document.forms) form.addEventListener('submit', (event) => event.preventDefault())

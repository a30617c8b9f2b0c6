// What is needed later, in the middle of tests, in one file: its text is read at the start, because by then the file system
// may be mocked, and each module is compiled when it is first asked for. src/loading/late-modules.ts reads it.
import { readFileSync } from 'node:fs'

import { innerModule, withOwnDirectory } from './inner-module.mjs'

/**
 * The text of `output`, which has these files. `nameOf(file)` is what a module is called in it; `requested(wanted, file)` is
 * what stands for a relative `require(wanted)` of that file.
 */
export async function lateFile(files, { output, nameOf, requested }) {
  let text = `'use strict'\n// Each module is compiled when it is first asked for.\n`
  for (const file of files) {
    const line = text.split('\n').length
    text += `{ // module ${nameOf(file)}, line ${line}\n${await bodyOf(file)}}\n`
  }
  return text

  async function bodyOf(file) {
    const printed = await innerModule(withOwnDirectory(readFileSync(file, 'utf8'), file, output))
    return printed
      .replace(/^'use strict'\n/, '')
      .replaceAll(/\brequire\('(\.[^']*)'\)/g, (_text, wanted) => `require('${requested(wanted, file)}')`)
  }
}

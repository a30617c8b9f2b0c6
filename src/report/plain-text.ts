import { stripVTControlCharacters } from '../kept/node'

/** Turns what follows around, so that a name could read as something else. */
const bidirectional = /[\u202a-\u202e\u2066-\u2069]/g
const loneSurrogate = /[\ud800-\udfff]/gu
// eslint-disable-next-line no-control-regex -- they are what is looked for
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g

/** Text that controls nothing: no colours, no cursor, no bells, no turned-around names; tabs and lines stay. */
export function plainText(text: string): string {
  return stripVTControlCharacters(text.replaceAll('\r\n', '\n'))
    .replaceAll(control, '')
    .replaceAll(bidirectional, '')
    .replaceAll(loneSurrogate, '\ufffd')
}

/** The same on one line. */
export function plainLine(text: string): string {
  return plainText(text).replaceAll(/\s*[\n\t\u2028\u2029]\s*/g, ' ')
}

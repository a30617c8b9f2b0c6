import { row, text, type TypeWording } from '../type-wording'

/** Types of the project's own, from an adapter or `trackResource()`: their words come with their facts. */
export const custom: TypeWording = {
  severity: 'fail',
  one: ({ custom: type }) => `${/^[aeiou]/.test(text(type)) ? 'an' : 'a'} ${text(type)} resource`,
  many: ({ custom: type }) => `${text(type)} resources`,
  opened: () => 'opened',
  neverClosed: () => 'never closed',
  detail: ({ what }) => row('what', what),
  help: (hook, { help }) =>
    help === undefined ? `close it in \`${hook}\`` : `in \`${hook}\`: ${text(help)}`,
}

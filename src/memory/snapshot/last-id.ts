import { Tokens } from './tokens'

/** The id of the youngest object in a heap snapshot: V8 numbers those that it sees first in a later one from there. */
export function lastId(path: string): number {
  const tokens = new Tokens(path)
  try {
    tokens.seek('snapshot')
    const { meta } = JSON.parse(tokens.object()) as { meta: { node_fields: string[] } }
    const id = meta.node_fields.indexOf('id')
    let last = 0
    tokens.seek('nodes')
    tokens.numbers(meta.node_fields.length, (group) => {
      const number = group[id] ?? 0
      // What is no object of V8's has an even one, made of its address.
      if (number % 2 === 1) last = Math.max(last, number)
    })
    return last
  } finally {
    tokens.close()
  }
}

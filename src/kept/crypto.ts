import crypto from 'node:crypto'

const { createHash } = crypto
const { digest, update } = crypto.Hash.prototype

export function sha256(text: string, encoding: 'hex' | 'base64'): string {
  const hash = createHash('sha256')
  Reflect.apply(update, hash, [text])
  return Reflect.apply(digest, hash, [encoding])
}

import url from 'node:url'

export const { fileURLToPath } = url

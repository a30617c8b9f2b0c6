// Fails when the published package would be more than what npm calls 1.3 MB, unpacked.
import { execFileSync } from 'node:child_process'

const limit = 1_349_999

const shell = process.platform === 'win32'
const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
  encoding: 'utf8',
  shell,
})
const [{ unpackedSize, entryCount }] = JSON.parse(packed)

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} KB`
console.log(`${kilobytes(unpackedSize)} unpacked in ${entryCount} files, limit ${kilobytes(limit)}`)
process.exitCode = unpackedSize <= limit ? 0 : 1

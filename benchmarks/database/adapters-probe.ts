import { writeFileSync } from 'node:fs'

// Preloaded into the Jest process: how many of the package's modules that know a database were loaded.
const file = process.env.BENCH_RESULT
if (file === undefined)
  throw new Error('BENCH_RESULT: expected the file to write the number to, given nothing')

process.on('exit', () => {
  // The one that waits for drivers to be loaded is always there.
  const known = /[\\/]build[\\/]resources[\\/]adapters[\\/](?!index\.js$)/
  writeFileSync(file, String(Object.keys(require.cache).filter((name) => known.test(name)).length))
})

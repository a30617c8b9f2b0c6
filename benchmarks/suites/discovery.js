/* global jest */
const { mkdirSync, writeFileSync } = require('node:fs')
const path = require('node:path')

const { afterAll, beforeAll, test } = require('@jest/globals')

// Modules with a live singleton each; loaded once, or anew for each test. Writes the CPU of a test, in milliseconds.
const tests = Number(process.env.BENCH_COUNT)
const modules = Number(process.env.BENCH_MODULES)
const names = Array.from({ length: modules }, (_, index) =>
  path.join(__dirname, `modules/service-${index}.js`),
)

mkdirSync(path.join(__dirname, 'modules'), { recursive: true })
for (const name of names) {
  writeFileSync(
    name,
    `exports.Service = class {
      static instance
      static getInstance() { return (this.instance ??= new this()) }
      static resetInstance() { this.instance = undefined }
    }
    exports.help = () => {}
    exports.text = 'text'`,
  )
}

const loadAll = () => names.map((name) => require(name).Service)
let begun

beforeAll(() => {
  for (const Service of loadAll()) Service.getInstance()
  begun = process.cpuUsage()
})

for (let index = 0; index < tests; index++) {
  test(`test ${index}`, () => {
    if (process.env.BENCH_RELOAD !== '1') return
    jest.resetModules()
    loadAll()
  })
}

afterAll(() => {
  const { user, system } = process.cpuUsage(begun)
  writeFileSync(process.env.BENCH_RESULT, String((user + system) / 1000 / tests))
})

/** Opens and leaves, or opens and closes, somewhere in a test file; `x` is what was opened. */
export interface Uses {
  /** Ends with the mark of the line. */
  readonly leak: string
  readonly open: string
  readonly close: string
}

/** A place and a style: the body of a describe block in which `leaks` or the block itself is the only culprit. */
export interface Shape {
  /** @default 'test' */
  readonly owner?: 'test' | 'describe'
  /** The title of the test that owns the leak. @default 'leaks' */
  readonly culprit?: string
  /** Nothing can be awaited there. */
  readonly isSynchronous?: true
  /** The paths, below the block, of the tests that must pass. */
  readonly clean: readonly string[]
  readonly body: (uses: Uses) => string
}

const asyncBody = (wrap: (inner: string) => string) => ({
  clean: ['is clean'],
  body: ({ leak, open, close }: Uses) => `
    test('leaks', async () => {${wrap(`const x = ${leak}`)}
    })
    test('is clean', async () => {${wrap(`const x = ${open}
      ${close}`)}
    })`,
})

export const shapes: Readonly<Record<string, Shape>> = {
  'at once': asyncBody(
    (inner) => `
      ${inner}`,
  ),
  'after an await': asyncBody(
    (inner) => `
      await sleep(1)
      await null
      ${inner}`,
  ),
  'in a timer': asyncBody(
    (inner) => `
      await new Promise((done, failed) => setTimeout(() => open().then(done, failed), 2))
      async function open() {
      ${inner}
      }`,
  ),
  'in then': asyncBody(
    (inner) => `
      await Promise.resolve().then(async () => {
      ${inner}
      })`,
  ),
  'in a method': asyncBody(
    (inner) => `
      class Service {
        async #start() {
          ${inner}
        }
        static async create() {
          await new Service().#start()
        }
      }
      await Service.create()`,
  ),
  'in a listener': asyncBody(
    (inner) => `
      const orders = new EventEmitter()
      const placed = new Promise((done, failed) => orders.once('placed', () => start().then(done, failed)))
      setImmediate(() => orders.emit('placed'))
      await placed
      async function start() {
      ${inner}
      }`,
  ),
  'beside others': asyncBody(
    (inner) => `
      await Promise.all([sleep(2), start(), sleep(1)])
      async function start() {
      ${inner}
      }`,
  ),
  'done callback': {
    clean: ['is clean'],
    body: ({ leak, open, close }) => `
    test('leaks', (done) => {
      const start = async () => {
        const x = ${leak}
      }
      setImmediate(() => start().then(done, done))
    })
    test('is clean', (done) => {
      const start = async () => {
        const x = ${open}
        ${close}
      }
      setImmediate(() => start().then(() => done(), done))
    })`,
  },
  rows: {
    culprit: 'row 2',
    clean: ['row 1', 'row 3'],
    body: ({ leak, close }) => `
    test.each([1, 2, 3])('row %i', async (row) => {
      const x = ${leak}
      if (row === 2) return
      ${close}
    })`,
  },
  concurrent: {
    clean: ['is clean', 'is clean, too'],
    body: ({ leak, close }) => `
    const run = async (closes) => {
      await sleep(5)
      const x = ${leak}
      await sleep(5)
      if (!closes) return
      ${close}
    }
    test.concurrent('is clean', () => run(true))
    test.concurrent('leaks', () => run(false))
    test.concurrent('is clean, too', () => run(true))`,
  },
  generator: {
    isSynchronous: true,
    clean: ['is clean'],
    body: ({ leak, open, close }) => `
    test('leaks', function* () {
      yield Promise.resolve()
      const x = ${leak}
    })
    test('is clean', function* () {
      yield Promise.resolve()
      const x = ${open}
      yield (async () => {
        ${close}
      })()
    })`,
  },
  beforeEach: {
    clean: ['is clean'],
    body: ({ leak, close }) => `
    let x
    beforeEach(async () => {
      x = ${leak}
    })
    test('is clean', async () => {
      ${close}
    })
    test('leaks', () => {})`,
  },
  'afterEach of a block within': {
    culprit: 'within › leaks',
    clean: ['is clean'],
    body: ({ leak, open, close }) => `
    describe('within', () => {
      afterEach(async () => {
        await null
        const x = ${leak}
      })
      test('leaks', () => {})
    })
    test('is clean', async () => {
      const x = ${open}
      ${close}
    })`,
  },
  beforeAll: {
    owner: 'describe',
    clean: ['is clean', 'uses it'],
    body: ({ leak, open, close }) => `
    beforeAll(async () => {
      const x = ${leak}
    })
    test('uses it', () => {})
    test('is clean', async () => {
      const x = ${open}
      ${close}
    })`,
  },
  'body of the block': {
    owner: 'describe',
    isSynchronous: true,
    clean: ['uses it', 'with a clean-up › uses it, too'],
    body: ({ leak, open, close }) => `
    let x = ${leak}
    test('uses it', () => {})
    describe('with a clean-up', () => {
      const x = ${open}
      afterAll(async () => {
        ${close}
      })
      test('uses it, too', () => {})
    })`,
  },
  'work left behind': {
    clean: ['is innocent'],
    body: ({ leak }) => `
    test('leaks', () => {
      const start = async () => {
        await sleep(15, undefined, { ref: false })
        const x = ${leak}
      }
      work = start()
    })
    let work
    test('is innocent', async () => {
      await work
      await sleep(1)
    })`,
  },
  'shared by the block': {
    culprit: 'leaks its own',
    clean: ['uses the shared one'],
    body: ({ leak, open, close }) => `
    let x
    beforeAll(async () => {
      x = ${open}
    })
    afterAll(async () => {
      ${close}
    })
    test('uses the shared one', async () => {
      await sleep(1)
    })
    test('leaks its own', async () => {
      const x = ${leak}
    })`,
  },
}

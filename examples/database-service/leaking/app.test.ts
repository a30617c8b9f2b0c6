import { type App, startApp } from '../src/app'
import { createConfig, newIds } from '../test-support/configs'

describe('the API', () => {
  const { config, remove } = createConfig('sqlite')
  let app: App

  beforeEach(async () => {
    app = await startApp(config)
  })

  afterAll(remove)

  test('keeps a balance', async () => {
    const [alice] = newIds()
    const url = `${app.url}/accounts/${alice}`
    await fetch(url, { method: 'PUT', body: '{"cents":500}' })

    expect(await (await fetch(url)).json()).toEqual({ id: alice, cents: 500 })
  })
})

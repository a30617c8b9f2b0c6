import { type App, startApp } from '../src/app'
import { createConfig, newIds } from '../test-support/configs'
import { send } from '../test-support/http'

describe('the API', () => {
  const { config, remove } = createConfig('sqlite')
  let app: App

  beforeEach(async () => {
    app = await startApp(config)
  })

  afterAll(remove)

  test('keeps a balance', async () => {
    const [alice] = newIds()
    await send(`${app.url}/accounts/${alice}`, 'PUT', { cents: 500 })

    expect(await send(`${app.url}/accounts/${alice}`, 'GET')).toEqual({ id: alice, cents: 500 })
  })
})

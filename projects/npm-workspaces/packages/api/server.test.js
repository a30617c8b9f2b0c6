const { start } = require('./server')

test('answers', async () => {
  const server = await start()
  const response = await fetch(`http://127.0.0.1:${server.address().port}`)
  expect(await response.text()).toBe('pong')
  await new Promise((resolve) => server.close(resolve))
})

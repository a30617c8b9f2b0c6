const { openDialog } = require('./dialog')

afterEach(() => document.body.replaceChildren())

test('opens', () => {
  expect(openDialog(document, 'hello').isConnected).toBe(true)
})

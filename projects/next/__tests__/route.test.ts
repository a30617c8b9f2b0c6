/**
 * @jest-environment node
 */
it('runs a handler', async () => {
  const response = Response.json({ ok: true })
  expect(await response.json()).toEqual({ ok: true })
})

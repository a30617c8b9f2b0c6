test('is a menu', () => {
  document.body.innerHTML = '<nav><a href="/">home</a></nav>'
  expect(document.links).toHaveLength(1)
})

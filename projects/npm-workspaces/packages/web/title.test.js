test('has a title', () => {
  document.title = 'shop'
  expect(document.querySelector('title').textContent).toBe('shop')
})

test('shows the cart', () => {
  document.body.innerHTML = '<ul><li>tea</li></ul>'
  expect(document.querySelectorAll('li')).toHaveLength(1)
})

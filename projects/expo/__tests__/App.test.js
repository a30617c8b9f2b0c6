import React from 'react'
import ReactTestRenderer from 'react-test-renderer'
import App from '../App'

test('renders correctly', async () => {
  let tree
  await ReactTestRenderer.act(() => {
    tree = ReactTestRenderer.create(<App />)
  })
  expect(JSON.stringify(tree.toJSON())).toContain('hello')
  await ReactTestRenderer.act(() => tree.unmount())
})

import { render, screen } from '@testing-library/react'

import { Clock } from './clock'

test('shows the ticks', async () => {
  render(<Clock every={5} />)
  await screen.findByText('2')
  expect(screen.getByRole('timer')).toBeInTheDocument()
})

import { mount } from '@vue/test-utils'
import Hello from '../../src/Hello.vue'

test('renders its message', () => {
  expect(mount(Hello, { props: { msg: 'hi' } }).text()).toBe('hi')
})

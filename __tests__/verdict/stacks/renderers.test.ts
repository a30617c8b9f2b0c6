import type { Frame } from '../../../src/verdict/leak'
import { isInEffect, isPlatform, withoutRenderers } from '../../../src/verdict/stacks/renderers'
import { dependencyFrame, projectFrame } from '../support/leaks'

const swr = dependencyFrame('swr')
const jsdom = dependencyFrame('jsdom')
const react = dependencyFrame('react-dom')
const effect = dependencyFrame('react-dom', 'commitHookEffectListMount')
const library = dependencyFrame('@testing-library/react')
const component = projectFrame('Clock')
const test_ = projectFrame('Object.<anonymous>', 9)

test.each<[name: string, dependencies: Frame[], expected: Frame[]]>([
  ['what was called back', [swr, react, library], [swr]],
  ['what was called back on a page', [jsdom, swr, react, library], [jsdom, swr]],
  ['the renderer itself', [react, library], [react, library]],
  ['the renderer itself on a page', [jsdom, react, library], [jsdom, react, library]],
  ['no renderer', [swr, library], [swr, library]],
])('the packages that opened something: %s', (_name, dependencies, expected) => {
  expect(withoutRenderers(dependencies)).toEqual(expected)
})

test.each<[name: string, trace: Frame[], expected: boolean]>([
  ['an effect of the project', [component, effect, react, react, library, test_], true],
  ['what it calls', [projectFrame('start'), component, effect, react, react], true],
  ['a component that is rendered', [component, react, react, react], false],
  ['a hook of a package', [swr, effect, react, react, test_], false],
  ['a function that is called something like it', [component, dependencyFrame('swr', 'runEffect')], false],
  ['the project alone', [component], false],
  ['nothing', [], false],
])('opened in an effect: %s', (_name, trace, expected) => {
  expect(isInEffect(trace)).toBe(expected)
})

test.each([
  ['jsdom', true],
  ['happy-dom', true],
  ['zone.js', true],
  ['rxjs', false],
  [undefined, false],
])('stands where Node stands elsewhere: %s', (name, expected) => {
  expect(isPlatform(name)).toBe(expected)
})

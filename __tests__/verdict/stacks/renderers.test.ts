import type { Frame } from '../../../src/verdict/leak'
import { callsHook, effectOf, isPlatform, withoutRenderers } from '../../../src/verdict/stacks/renderers'
import { dependencyFrame, projectFrame } from '../support/leaks'

const swr = dependencyFrame('swr')
const jsdom = dependencyFrame('jsdom')
const react = dependencyFrame('react-dom')
const effect = dependencyFrame('react-dom', 'commitHookEffectListMount')
const mounted = dependencyFrame('react-dom', 'commitLayoutEffectOnFiber')
const invoked = dependencyFrame('preact', 'invokeEffect')
const library = dependencyFrame('@testing-library/react')
const component = projectFrame('Clock')
const test_ = projectFrame('Object.<anonymous>', 9)

test.each<[name: string, dependencies: Frame[], expected: Frame[]]>([
  ['what was called back', [swr, react, library], [swr]],
  ['what was called back on a page', [jsdom, swr, react, library], [jsdom, swr]],
  ['the renderer itself', [react, library], [react, library]],
  ['the renderer itself on a page', [jsdom, react, library], [jsdom, react, library]],
  ['no renderer', [swr, library], [swr, library]],
  ['what a subscription called back', [swr, dependencyFrame('rxjs'), library], [swr]],
  ['the subscription itself', [dependencyFrame('rxjs'), library], [dependencyFrame('rxjs'), library]],
])('the packages that opened something: %s', (_name, dependencies, expected) => {
  expect(withoutRenderers(dependencies)).toEqual(expected)
})

test.each<[name: string, trace: Frame[], expected: ReturnType<typeof effectOf>]>([
  ['an effect of the project', [component, effect, react, react, library, test_], 'hook'],
  ['an effect by the name of another renderer', [component, invoked, invoked, invoked], 'hook'],
  ['what it calls', [projectFrame('start'), component, effect, react, react], 'hook'],
  [
    'one that is followed by frames of others',
    [component, invoked, dependencyFrame('preact', 'flush'), dependencyFrame('preact', 'process')],
    'hook',
  ],
  ['what it opens on a page', [jsdom, component, effect, react, react], 'hook'],
  [
    'a layout effect',
    [component, effect, dependencyFrame('react-dom', 'commitHookLayoutEffects'), mounted],
    'hook',
  ],
  ['what the effect of a package calls back', [projectFrame('onChange'), swr, effect, react], undefined],
  ['the renderer alone', [effect], undefined],
  ['a method of a class', [component, react, react, mounted, react], 'class'],
  ['a component that is rendered', [component, react, react, react], undefined],
  ['a hook of a package', [swr, effect, react, react, test_], undefined],
  [
    'a function that is called something like it',
    [component, dependencyFrame('swr', 'runEffect')],
    undefined,
  ],
  ['the project alone', [component], undefined],
  ['nothing', [], undefined],
])('opened in an effect: %s', (_name, trace, expected) => {
  expect(effectOf(trace)).toBe(expected)
})

const hook = dependencyFrame('use-debounce', 'useDebounce')
const minified = dependencyFrame('use-debounce', 'n')
const renders = dependencyFrame('react-dom', 'renderWithHooks')

test.each<[name: string, hook: Frame, trace: Frame[], expected: boolean]>([
  ['rendered', hook, [component, react, renders, react], true],
  ['minified, and the component is named after it', minified, [projectFrame('useDebounce'), renders], true],
  ['by way of a hook of the project', hook, [projectFrame('useSearch'), component, renders], true],
  ['by way of one, further out', hook, [projectFrame('useSearch'), component, react, react, renders], true],
  ['in an effect while another is rendered', hook, [component, react, effect, react, renders], false],
  ['no hook', minified, [component, renders], false],
  ['in an effect', hook, [component, react, effect, react], false],
  ['by a test', hook, [test_], false],
])('a hook of a package is called: %s', (_name, called, trace, expected) => {
  expect(callsHook(called, trace)).toBe(expected)
})

test.each([
  ['jsdom', true],
  ['happy-dom', true],
  ['zone.js', true],
  ['rxjs', false],
])('stands where Node stands elsewhere: %s', (name, expected) => {
  expect(isPlatform(dependencyFrame(name))).toBe(expected)
})

test('what zone.js asks about each task is part of it, and files of no package are of none', () => {
  expect(isPlatform(dependencyFrame('@angular/core', 'AsyncStackTaggingZoneSpec.onScheduleTask'))).toBe(true)
  expect(isPlatform(dependencyFrame('@angular/core', 'callHook'))).toBe(false)
  expect(isPlatform(projectFrame('onScheduleTask'))).toBe(false)
})

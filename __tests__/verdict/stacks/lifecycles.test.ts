import type { Frame } from '../../../src/verdict/leak'
import { lifecycleOf } from '../../../src/verdict/stacks/lifecycles'
import { dependencyFrame, projectFrame } from '../support/leaks'

const test_ = projectFrame('Object.<anonymous>', 9)
const zone = dependencyFrame('zone.js', 'ZoneTask.scheduleTask')
const callHook = dependencyFrame('@angular/core', 'callHookInternal')
const injectable = dependencyFrame('@angular/core', 'getNodeInjectable')
const iteratee = dependencyFrame('@nestjs/core', 'MapIterator.iteratee')
const instantiates = dependencyFrame('@nestjs/core', 'Injector.instantiateClass')

test.each<[name: string, trace: Frame[], expected: ReturnType<typeof lifecycleOf>]>([
  ['a method of a component', [zone, projectFrame('Clock.ngOnInit'), callHook, test_], 'angular'],
  [
    'what such a method calls',
    [projectFrame('start'), projectFrame('Clock.ngAfterViewInit'), callHook],
    'angular',
  ],
  ['a component is made', [projectFrame('new Clock'), projectFrame('factory'), injectable, test_], 'angular'],
  ['a method of a provider', [projectFrame('Jobs.setInterval [as onModuleInit]'), iteratee, test_], 'nest'],
  ['the same behind an await', [projectFrame('Jobs.onApplicationBootstrap')], 'nest'],
  [
    'by way of a package, behind an await',
    [dependencyFrame('pg', 'Pool.connect'), projectFrame('Jobs.onModuleInit')],
    'nest',
  ],
  [
    'by way of Node',
    [
      projectFrame('Jobs.onModuleInit'),
      { kind: 'node', text: 'at async Promise.all (index 0)', loadsModule: false },
      iteratee,
    ],
    'nest',
  ],
  ['a provider is made', [projectFrame('new Jobs'), instantiates], 'nest'],
  [
    'a package opens it for a provider',
    [dependencyFrame('pg', 'new Pool'), projectFrame('new Jobs'), instantiates],
    'nest',
  ],
  ['a factory of the test makes it', [projectFrame('InstanceWrapper.metatype'), instantiates], undefined],
  ['a test calls the method itself', [projectFrame('Jobs.onModuleInit'), test_], undefined],
  [
    'another package calls it',
    [projectFrame('Jobs.onModuleInit'), dependencyFrame('eventemitter3', 'emit')],
    undefined,
  ],
  ['a request is handled', [projectFrame('JobsController.list'), iteratee], undefined],
  ['no line of the project', [iteratee], undefined],
  ['nothing', [], undefined],
])('%s', (_name, trace, expected) => {
  expect(lifecycleOf(trace)).toBe(expected)
})

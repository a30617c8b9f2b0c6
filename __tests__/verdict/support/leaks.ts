import type { Frame, Leak, Observation } from '../../../src/verdict/leak'

export function projectFrame(text: string, line = 1): Frame {
  return {
    kind: 'project',
    text: `at ${text} (/app/src/a.js:${String(line)}:1)`,
    file: '/app/src/a.js',
    line,
    column: 1,
    loadsModule: false,
  }
}

export function dependencyFrame(name: string, fn = 'open'): Frame {
  const file = `/app/node_modules/${name}/index.js`
  return {
    kind: 'dependency',
    text: `at ${fn} (${file}:1:1)`,
    file,
    line: 1,
    column: 1,
    package: name,
    loadsModule: false,
  }
}

export const boundary: Frame = {
  kind: 'jest',
  text: 'at Runtime.requireModule (/app/node_modules/jest-runtime/build/index.js:1:1)',
  loadsModule: true,
}

export function observation(changes: Partial<Observation> = {}): Observation {
  return {
    id: 1,
    type: 'timer',
    ownerId: 1,
    owner: { kind: 'test', path: ['orders', 'ships'], file: '/app/a.test.js' },
    state: 'open',
    traces: [[projectFrame('start')]],
    attributed: true,
    facts: { call: 'setInterval', delay: 10 },
    hook: undefined,
    ...changes,
  }
}

export function leak(changes: Partial<Leak> = {}): Leak {
  const { type, owner, ownerId, state, facts, hook } = observation()
  return {
    type,
    severity: 'fail',
    owner,
    ownerId,
    count: 1,
    site: 'at start (/app/src/a.js:1:1)',
    hook,
    state,
    facts,
    frames: [projectFrame('start')],
    chain: [projectFrame('start')],
    fingerprint: '0123456789abcdef',
    thirdParty: false,
    opener: undefined,
    through: undefined,
    helper: undefined,
    packages: [],
    members: [1],
    ...changes,
  }
}

import { projectLine } from '../../../src/verdict/stacks/project-line'
import { boundary, dependencyFrame, projectFrame } from '../support/leaks'

test.each([
  [
    'the innermost of the project',
    [dependencyFrame('pg'), projectFrame('a', 3), projectFrame('b', 9)],
    '/app/src/a.js:3',
  ],
  ['none', [dependencyFrame('pg'), boundary], undefined],
  ['nothing', [], undefined],
])('%s', (_, frames, line) => {
  expect(projectLine(frames)).toBe(line)
})

import { guardJson, type JsonGoal } from '../../../src/cli/init/guard-json'

const node = 'jest-leakguard/environment'
const preset: JsonGoal = { environment: node, projects: new Map(), takesPreset: true, needsReporter: true }
const jsdom: JsonGoal = { ...preset, environment: 'jest-leakguard/jsdom', takesPreset: false }

test.each<[what: string, isManifest: boolean, goal: JsonGoal, before: string, after: string]>([
  [
    'a manifest without a word of Jest',
    true,
    preset,
    '{\n  "name": "app",\n  "files": ["a", "b"]\n}\n',
    '{\n  "name": "app",\n  "files": ["a", "b"],\n  "jest": {\n    "preset": "jest-leakguard"\n  }\n}\n',
  ],
  [
    'one with tabs, and without a free place for the preset',
    true,
    jsdom,
    '{\n\t"jest": {\n\t\t"roots": ["src", "test"],\n\t\t"testEnvironment": "jsdom"\n\t}\n}',
    '{\n\t"jest": {\n\t\t"roots": ["src", "test"],\n\t\t"testEnvironment": "jest-leakguard/jsdom",\n\t\t"reporters": ["default", "jest-leakguard/reporter"]\n\t}\n}',
  ],
  ['an empty file', false, preset, '{}', '{\n  "preset": "jest-leakguard"\n}'],
  [
    'one line',
    false,
    { ...preset, takesPreset: false },
    '{ "preset": "ts-jest", "roots": ["a"] }',
    '{ "preset": "ts-jest", "roots": ["a"], "testEnvironment": "jest-leakguard/environment", "reporters": ["default", "jest-leakguard/reporter"] }',
  ],
  [
    'reporters that are there, one a line, and a comment',
    false,
    jsdom,
    '{\n  // of the browser\n  "testEnvironment": "jsdom",\n  "reporters": [\n    "default",\n    ["jest-junit", { "a": [1, 2] }]\n  ]\n}\n',
    '{\n  // of the browser\n  "testEnvironment": "jest-leakguard/jsdom",\n  "reporters": [\n    "default",\n    ["jest-junit", { "a": [1, 2] }],\n    "jest-leakguard/reporter"\n  ]\n}\n',
  ],
  [
    'projects, each with its own',
    false,
    {
      environment: undefined,
      projects: new Map([
        [0, node],
        [2, 'jest-leakguard/jsdom'],
      ]),
      takesPreset: false,
      needsReporter: true,
    },
    '{\n  "projects": [\n    { "displayName": "api" },\n    "packages/*",\n    { "displayName": "web", "testEnvironment": "jsdom" }\n  ]\n}\n',
    '{\n  "projects": [\n    { "displayName": "api", "testEnvironment": "jest-leakguard/environment" },\n    "packages/*",\n    { "displayName": "web", "testEnvironment": "jest-leakguard/jsdom" }\n  ],\n  "reporters": ["default", "jest-leakguard/reporter"]\n}\n',
  ],
])('%s', (_what, isManifest, goal, before, after) => {
  expect(guardJson(before, isManifest, goal)).toBe(after)
})

test.each(['[', '[]', '{ "jest": "./other.json" }'])('%s is left alone', (text) => {
  expect(guardJson(text, true, preset)).toBeUndefined()
})

import { rule, tester } from './tester'

tester.run('no-force-exit', rule('no-force-exit'), {
  valid: [
    'module.exports = { forceExit: false }',
    'module.exports = { [forceExit]: true }',
    'forceExit(true)',
    'gracefulShutdown(server, { forceExit: true })',
    "test('exits', () => run({ forceExit: true }))",
  ],
  invalid: [
    { code: 'await runCLI({ forceExit: true }, [root])', errors: 1 },
    { code: 'module.exports = { forceExit: true }', errors: [{ message: /npx jest-leakguard why/ }] },
    { code: "export default { 'forceExit': true }", errors: 1 },
    { code: 'export default withLeakGuard({ projects: [], forceExit: true })', errors: 1 },
  ],
})

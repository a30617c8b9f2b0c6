import { type Rule, RuleTester } from 'eslint'
import tseslint from 'typescript-eslint'

import plugin from '../../src/eslint'

RuleTester.describe = describe
RuleTester.it = test

export const tester = new RuleTester()
export const typescript = new RuleTester({ languageOptions: { parser: tseslint.parser } })

export const rule = (name: string): Rule.RuleModule => plugin.rules[name] as unknown as Rule.RuleModule

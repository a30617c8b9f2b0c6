import { rule, tester } from './tester'

const pg = "import { Pool } from 'pg'\n"

tester.run('no-top-level-resource', rule('no-top-level-resource'), {
  valid: [
    `${pg}export const pool = new Pool()`,
    `${pg}const pool = new Pool()\nexport { pool }`,
    `${pg}const pool = new Pool()\nexport default pool`,
    `${pg}const pool = new Pool()\nmodule.exports = { pool }`,
    `${pg}module.exports = new Pool()`,
    `${pg}const pool = new Pool()\nexport const find = () => pool.query('')\nexport const close = () => pool.end()`,
    `${pg}const pool = new Pool()\nafterAll(() => pool.end())\ntest('x', () => pool.query(''))`,
    `${pg}const pool = new Pool()\nexport default new Service(pool)`,
    "import { PrismaClient } from '@prisma/client'\nexport const prisma = new PrismaClient().$extends(more)",
    // An entry point.
    "const express = require('express')\nexpress().listen(3000)",
    // Only when it is one.
    "const app = require('express')()\nif (require.main === module) app.listen(3000)\nmodule.exports = app",
    'setInterval(flush, 1000).unref()\nmodule.exports = {}',
    'const timer = setInterval(flush, 1000)\ntimer.unref()\nexport {}',
    // Later.
    `${pg}export function open() { return new Pool() }`,
    `${pg}export class Service { pool = new Pool() }`,
    `${pg}describe('a', () => { const pool = new Pool(); afterAll(() => pool.end()) })`,
  ],
  invalid: [
    {
      code: "import { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient().$extends(more)\nexport const count = () => prisma.user.count()",
      errors: 1,
    },
    {
      code: `${pg}const pool = new Pool()\nexport const find = () => pool.query('')`,
      errors: [
        {
          message:
            '`Pool` of pg is opened while this module is loaded, and nothing that is exported closes it: `await pool.end()` in `afterAll`',
        },
      ],
    },
    { code: 'setInterval(flush, 1000)\nmodule.exports = { flush }', errors: 1 },
    {
      code: "const express = require('express')\nconst app = express()\napp.listen(3000)\nmodule.exports = app",
      errors: 1,
    },
    {
      code: `${pg}const pool = new Pool()\ntest('x', () => pool.query(''))`,
      errors: [{ message: /, and never closed: / }],
    },
    {
      code: `${pg}describe('a', () => { const pool = new Pool(); test('x', () => pool.query('')) })`,
      errors: [{ message: /while a describe block is declared/ }],
    },
  ],
})

import { realpathSync } from 'node:fs'
import { symlink } from 'node:fs/promises'
import path from 'node:path'
import { cacheRoot, fillOnce, markUsed, removeStale, shortHash } from './cache'
import type { Dependencies, PackageManager } from './install'
import { install } from './install'
import type { Tarball } from './tarball'
import { unpack } from './tarball'

/** A project that has this package installed: a Jest line, and how it was installed. */
export type JestLine = '30' | '29' | 'pnpm30' | 'pnpm29' | 'packages'

export interface Consumer {
  /** Jest's command-line script. */
  readonly jest: string
  /** Fixtures below this directory find this package, as it was last packed, and all the consumer has. */
  readonly home: string
}

const tools: Dependencies = {
  '@babel/core': '7.29.13',
  '@babel/preset-env': '7.29.14',
  '@babel/preset-typescript': '7.29.7',
  '@swc/core': '1.16.22',
  '@swc/jest': '0.2.39',
  '@types/node': '20.19.43',
  pg: '8.23.1',
  'ts-jest': '29.4.15',
  typescript: '6.0.3',
}
const jest30: Dependencies = { jest: '30.5.2' }
const jest29: Dependencies = { jest: '29.7.0' }

/** Packages whose own call the help names, beside Jest 30: those that install quickly and run on every Node. */
export const packages: Dependencies = {
  '@apollo/server': '5.5.1',
  '@hapi/hapi': '21.4.10',
  '@nestjs/common': '11.2.10',
  '@nestjs/core': '11.2.10',
  '@nestjs/platform-express': '11.2.10',
  '@nestjs/schedule': '6.1.3',
  agentkeepalive: '4.6.0',
  amqplib: '2.3.1',
  bullmq: '6.7.0',
  chokidar: '4.0.3',
  cron: '4.4.0',
  croner: '11.0.1',
  express: '5.3.0',
  fastify: '5.12.8',
  graphql: '16.15.0',
  'http-proxy': '1.18.1',
  ioredis: '5.11.0',
  koa: '3.3.0',
  lodash: '4.18.1',
  mqtt: '5.16.0',
  'node-cron': '4.6.0',
  'node-schedule': '2.1.1',
  nodemailer: '10.6.0',
  pino: '10.4.0',
  piscina: '5.3.2',
  'reflect-metadata': '0.2.2',
  rxjs: '7.8.2',
  'socket.io': '4.8.4',
  'socket.io-client': '4.8.4',
  supertest: '7.3.2',
  'toad-scheduler': '4.1.0',
  undici: '7.30.2',
  winston: '3.19.0',
  workerpool: '10.0.3',
  ws: '8.23.0',
}

const wanted: Record<JestLine, { manager: PackageManager; dependencies: Dependencies }> = {
  '30': {
    manager: 'npm',
    dependencies: {
      ...jest30,
      ...tools,
      '@types/jest': '30.0.0',
      'babel-jest': '30.5.2',
      'jest-environment-jsdom': '30.5.2',
    },
  },
  '29': {
    manager: 'npm',
    dependencies: {
      ...jest29,
      ...tools,
      '@types/jest': '29.5.14',
      'babel-jest': '29.7.0',
      'jest-environment-jsdom': '29.7.0',
    },
  },
  pnpm30: { manager: 'pnpm', dependencies: jest30 },
  pnpm29: { manager: 'pnpm', dependencies: jest29 },
  packages: { manager: 'npm', dependencies: { ...jest30, ...packages } },
}

/**
 * Every consumer, with this tarball. The installation, with the tarball among the dependencies, is made once
 * per set of dependencies and machine; each further build is only unpacked beside it.
 */
export async function prepareConsumers(tarball: Tarball): Promise<Record<JestLine, Consumer>> {
  const lines = Object.keys(wanted) as JestLine[]
  const consumers = lines.map(async (line) => [line, await prepareConsumer(line, tarball)] as const)
  return Object.fromEntries(await Promise.all(consumers)) as Record<JestLine, Consumer>
}

async function prepareConsumer(line: JestLine, tarball: Tarball): Promise<Consumer> {
  const { manager, dependencies } = wanted[line]
  const name = `consumer-${line}-${shortHash([manager, dependencies, tarball.requirements])}`
  const project = await fillOnce(path.join(cacheRoot, name), async (aside) => {
    process.stderr.write(`e2e: installing ${path.join(cacheRoot, name)} (once per machine)\n`)
    await install(manager, aside, { ...dependencies, 'jest-leakguard': `file:${tarball.file}` })
  })
  return {
    jest: path.join(project, 'node_modules/jest/bin/jest.js'),
    home: await addBuild(project, tarball),
  }
}

/**
 * Puts a build where it resolves what the installed copy resolves, and hides that copy from the fixtures below
 * the returned directory. Builds stand side by side, so that a run is never disturbed by the next one.
 */
async function addBuild(project: string, tarball: Tarball): Promise<string> {
  const installed = realpathSync(path.join(project, 'node_modules/jest-leakguard'))
  // Two levels up is the project with npm, and the package's place in the store with pnpm.
  const build = path.join(path.dirname(path.dirname(installed)), 'builds', tarball.hash)
  const home = path.join(project, 'builds', tarball.hash)
  const unpacked = await fillOnce(path.join(build, 'node_modules/jest-leakguard'), (aside) =>
    unpack(tarball, aside),
  )
  if (home !== build) {
    await fillOnce(path.join(home, 'node_modules'), (aside) =>
      symlink(unpacked, path.join(aside, 'jest-leakguard'), 'junction'),
    )
  }
  for (const directory of new Set([build, home])) {
    await markUsed(directory)
    await removeStale(path.dirname(directory), 1)
  }
  return home
}

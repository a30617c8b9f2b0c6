import { writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { writeHeapSnapshot } from 'node:v8'

import { type Answer, answerDescriptor, type Request, requestVariable } from './channel'
import { exposeCollector, memoryNow } from './collect'
import { FollowedFiles } from './follow-files'
import { observeCalls } from './observe-calls'
import { prepareScripts } from './scripts'
import { nameLoadedModules, nameSharedObjects } from './shared-objects'

/** Collections after the run: the first ones free what lets go of more. */
const rounds = 4

/** Runs Jest in this process, and answers when it is done with what is left in memory. */
async function main(): Promise<void> {
  const request = JSON.parse(process.env[requestVariable] ?? '') as Request
  Reflect.deleteProperty(process.env, requestVariable)
  // As the script that `jest` starts does.
  process.env['NODE_ENV'] ??= 'test'
  nameSharedObjects()
  observeCalls()
  const collect = exposeCollector()
  const followed = new FollowedFiles(collect)
  followed.start()
  const { run } = createRequire(__filename)(request.jest) as {
    run: (args: readonly string[]) => Promise<void>
  }
  await run(process.argv.slice(2))
  await settle(collect)
  const files = followed.result()
  const kept = new Set(files.filter((file) => file.kept).map(({ id }) => id))
  // What was asked for is kept until now.
  await settle(collect)
  const after = memoryNow()
  const snapshotWritten = kept.size > 0 || request.always
  if (snapshotWritten) {
    nameLoadedModules()
    prepareScripts()
    writeHeapSnapshot(request.snapshot)
  }
  answer({ files, after, snapshotWritten, sourceMaps: followed.sourceMaps(kept) })
  // Jest has set the code that belongs to its results; what is still open does not matter here.
  process.exit()
}

async function settle(collect: () => void): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await new Promise((done) => setImmediate(done))
    collect()
  }
  await new Promise((done) => setImmediate(done))
}

function answer(message: Answer): void {
  let rest = Buffer.from(JSON.stringify(message))
  while (rest.length > 0) rest = rest.subarray(writeSync(answerDescriptor, rest))
}

void main()

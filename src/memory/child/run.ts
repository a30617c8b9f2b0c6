import { writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { writeHeapSnapshot } from 'node:v8'

import {
  type Answer,
  answerDescriptor,
  type FileMemory,
  type GrownFile,
  type Request,
  requestVariable,
} from './channel'
import { type Collector, exposeCollector, memoryNow } from './collect'
import { FollowedFiles } from './follow-files'
import { observeBuffers } from './observe-buffers'
import { observeCalls } from './observe-calls'
import { GrowthAfterFirstThird, turn } from './observe-tests'
import { GrowthRecorder } from './record-growth'
import { keepFunctionsApart } from './sampling'
import { prepareScripts } from './scripts'
import { nameLoadedModules, nameSharedObjects } from './shared-objects'

/** Collections after the run, at most: the first ones free what lets go of more. */
const rounds = 5

const grown: GrownFile[] = []

/** Runs Jest in this process, and answers when it is done with what is left in memory. */
async function main(): Promise<void> {
  const request = JSON.parse(process.env[requestVariable] ?? '') as Request
  Reflect.deleteProperty(process.env, requestVariable)
  // As the script that `jest` starts does.
  process.env['NODE_ENV'] ??= 'test'
  nameSharedObjects()
  observeCalls()
  const collector = exposeCollector()
  const { growth } = request
  if (growth !== undefined) {
    observeBuffers()
    keepFunctionsApart()
  }
  const onFull = (finished: FileMemory[]): void => {
    if (growth !== undefined) return
    collector.collect()
    finish(followed, finished, request, true)
  }
  const followed: FollowedFiles = new FollowedFiles(collector, onFull, (file, measure, areOthersThere) =>
    growth === undefined
      ? new GrowthAfterFirstThird(measure, areOthersThere)
      : new GrowthRecorder(file, growth, grown, collector, areOthersThere),
  )
  followed.start()
  const { run } = createRequire(__filename)(request.jest) as {
    run: (args: readonly string[]) => Promise<void>
  }
  await run(process.argv.slice(2))
  if (growth !== undefined) finish(followed, [], request, false)
  finish(followed, await settled(followed, collector), request, false)
}

/** Answers, and ends the process. */
function finish(followed: FollowedFiles, files: FileMemory[], request: Request, ended: boolean): never {
  const kept = new Set(files.filter((file) => file.kept).map(({ id }) => id))
  const after = memoryNow()
  const snapshotWritten = kept.size > 0 || request.always
  if (snapshotWritten) {
    nameLoadedModules()
    prepareScripts()
    writeHeapSnapshot(request.snapshot)
  }
  const mapped = new Set([...kept, ...(request.growth === undefined ? [] : followed.ids())])
  answer({ files, after, ended, snapshotWritten, grown, sourceMaps: followed.sourceMaps(mapped) })
  // Jest has set the code that belongs to its results; what is still open does not matter here.
  process.exit()
}

/** The files, as they are when collecting frees no more of them. */
async function settled(followed: FollowedFiles, collector: Collector): Promise<FileMemory[]> {
  let files = followed.result()
  for (let round = 0; round < rounds && files.some(({ kept }) => kept); round++) {
    // What was asked for is kept until the next turn.
    await turn()
    collector.collect()
    collector.collectThoroughly()
    await turn()
    files = followed.result()
  }
  await turn()
  return files
}

function answer(message: Answer): void {
  let rest = Buffer.from(JSON.stringify(message))
  while (rest.length > 0) rest = rest.subarray(writeSync(answerDescriptor, rest))
}

void main()

import { awaited, handle, type Resource, seldom, settling } from './resource'

const end = 'x.kill(); await kit.ended(x)'

export const processes = {
  child: seldom(handle('child-process', "childProcess.spawn('sleep', ['600'])", end)),
  'child of a shell': settling(seldom(handle('child-process', "childProcess.exec('exec sleep 600')", end))),
  fork: seldom(handle('child-process', 'childProcess.fork(kit.childFile)', end)),
  'child of a file': settling(
    seldom(handle('child-process', "childProcess.execFile('sleep', ['600'])", end)),
  ),
  'child without reference': seldom(
    handle(
      'child-process',
      "kit.loose(childProcess.spawn('sleep', ['600'], { detached: true, stdio: 'ignore' }))",
      end,
    ),
  ),
  'worker without reference': seldom(
    handle(
      'worker-thread',
      "kit.loose(new Worker('setInterval(() => {}, 1000)', { eval: true }))",
      'await x.terminate()',
    ),
  ),
  'child of a signal': seldom(
    handle(
      'child-process',
      "kit.aborting((signal) => childProcess.spawn('sleep', ['600'], { signal }))",
      'x.abort()',
    ),
  ),
  worker: seldom(
    handle(
      'worker-thread',
      "new Worker('setInterval(() => {}, 1000)', { eval: true })",
      'await x.terminate()',
    ),
  ),
  'worker with a port': seldom(
    awaited(
      handle(
        'worker-thread',
        'kit.answering(new Worker(kit.workerText, { eval: true }))',
        'await x.terminate()',
      ),
    ),
  ),
} as const satisfies Readonly<Record<string, Resource>>

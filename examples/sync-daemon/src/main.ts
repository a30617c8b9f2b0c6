import { Daemon } from './daemon'

async function main([folder = '.', socketPath = 'sync.sock']: readonly string[]): Promise<void> {
  const daemon = await Daemon.start({ folder, socketPath, journalFile: `${socketPath}.journal` })
  console.log(`syncing ${folder}, listening on ${socketPath}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void daemon.stop())
  await daemon.stopped
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})

import { loadConfig } from './config'
import { startService } from './service'

async function main(): Promise<void> {
  const service = await startService(loadConfig(process.env))
  console.log(`orders listening on ${service.url}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void service.stop())
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})

import { startApp } from './app'
import { loadConfig, loadPort } from './config'

async function main(): Promise<void> {
  const app = await startApp(loadConfig(process.env), loadPort(process.env))
  console.log(`accounts on ${app.url}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.stop())
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})

import { once } from 'node:events'
import { runWorkflow } from '../src/workflow'
import { type BackendName, openBackend } from './backends'
import { counting } from './runs'

/** What the tests have this process do; see worker-process.ts. */
export type Job = { readonly backend: BackendName; readonly directory: string; readonly runId: string } & (
  | { readonly do: 'run'; readonly steps: number; readonly dieAt?: number; readonly how?: 'SIGKILL' | 'exit' }
  | { readonly do: 'count'; readonly times: number }
  | { readonly do: 'die in a transaction' }
  | { readonly do: 'wait for orders' }
)

async function main(job: Job): Promise<void> {
  await using backend = await openBackend(job.backend, job.directory, {
    retry: { attempts: 500, maxDelayMs: 20 },
  })
  switch (job.do) {
    case 'run':
      await runWorkflow(
        backend,
        job.runId,
        counting(job.steps, (step) => step === job.dieAt && die(job.how)),
      )
      return
    case 'count':
      for (let i = 0; i < job.times; i++)
        await backend.update(job.runId, (run) => ({ ...run, state: Number(run.state) + 1 }))
      return
    case 'wait for orders':
      await once(process, 'disconnect')
      return
    case 'die in a transaction': {
      const transaction = await backend.begin()
      const run = await transaction.load(job.runId)
      if (run !== undefined) await transaction.save({ ...run, state: 'half done' })
      die('SIGKILL')
    }
  }
}

function die(how: 'SIGKILL' | 'exit' = 'SIGKILL'): void {
  if (how === 'exit') process.exit(1)
  process.kill(process.pid, 'SIGKILL')
}

main(JSON.parse(process.argv[2] ?? '') as Job).catch((error: unknown) => {
  console.error(error)
  process.exitCode = 2
})

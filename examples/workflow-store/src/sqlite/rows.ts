import type { Codec } from '../codec'
import type { RunStatus, WorkflowRun } from '../run'

export interface Row {
  readonly run_id: string
  readonly workflow: string
  readonly status: string
  readonly step: number
  readonly total_steps: number
  readonly state: string
  readonly error_message: string | null
  readonly execution_time_ms: number
  readonly memory_usage_mb: number
  readonly created_at: number
  readonly updated_at: number
}

export function toRow(run: WorkflowRun, codec: Codec): Row {
  return {
    run_id: run.runId,
    workflow: run.workflow,
    status: run.status,
    step: run.step,
    total_steps: run.totalSteps,
    state: codec.encode(run.state),
    error_message: run.errorMessage,
    execution_time_ms: run.executionTimeMs,
    memory_usage_mb: run.memoryUsageMb,
    created_at: run.createdAt,
    updated_at: run.updatedAt,
  }
}

export function toRun(row: Row, codec: Codec): WorkflowRun {
  return {
    runId: row.run_id,
    workflow: row.workflow,
    status: row.status as RunStatus,
    step: row.step,
    totalSteps: row.total_steps,
    state: codec.decode(row.state),
    errorMessage: row.error_message,
    executionTimeMs: row.execution_time_ms,
    memoryUsageMb: row.memory_usage_mb,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

import { mayDo } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { type Runner, run, runMigrations, type TaskList } from 'graphile-worker'
import type { Pool } from 'pg'
import { findUser } from '../access/index.ts'
import type { Server, User } from './context.ts'
import { type Jobs, jobRights } from './jobs.store.ts'

/** What each kind of job does. It gets the user it was asked by, read anew: a withdrawn right stops the job too. */
export type Tasks = {
  [N in keyof Jobs]: (server: Server, payload: Jobs[N], user: User | null) => Promise<void>
}

/** Installs the queue's own tables; the application's role may only use them. */
export async function prepareJobs(ownerPool: Pool): Promise<void> {
  await runMigrations({ pgPool: ownerPool })
  await ownerPool.query(`
    grant usage on schema graphile_worker to zhucan_app;
    grant select, insert, update, delete on all tables in schema graphile_worker to zhucan_app;
    grant usage on all sequences in schema graphile_worker to zhucan_app;
    grant execute on all functions in schema graphile_worker to zhucan_app;
    do $$ declare t record; begin
      for t in select tablename from pg_tables where schemaname = 'graphile_worker' and rowsecurity loop
        execute format('drop policy if exists application on graphile_worker.%I', t.tablename);
        execute format('create policy application on graphile_worker.%I to zhucan_app using (true)', t.tablename);
      end loop;
    end $$;`)
}

/** Takes up at once what a killed worker left: there is one worker, so whatever is locked at its start is nobody's. */
async function releaseAbandoned(pool: Pool): Promise<void> {
  await pool.query(`select graphile_worker.force_unlock_workers(
    array(select distinct locked_by from graphile_worker.jobs where locked_by is not null))`)
}

/** Who asked may have another role by now. Problems 'access.no-appointment', 'access.forbidden'. */
function requireRight(job: keyof Jobs, user: User | null): void {
  const right = jobRights[job]
  if (right === null) return
  if (!user) throw problem('access.no-appointment')
  if (!mayDo(user.role, right)) throw problem('access.forbidden')
}

/** What is done about work that nobody may do any more, such as telling whoever looks at it. */
export type Refusals = { [N in keyof Jobs]?: (server: Server, payload: Jobs[N]) => Promise<void> }

/** Starts taking jobs; two at once, so that a short one does not wait behind a long one. */
export async function runJobs(
  server: Server,
  tasks: Partial<Tasks>,
  refusals: Refusals = {},
): Promise<Runner> {
  const taskList: TaskList = {}
  for (const [name, task] of Object.entries(tasks)) {
    taskList[name] = async (payload) => {
      const { userId, appointmentId } = payload as { userId?: string; appointmentId?: string }
      const user = userId ? await findUser(server, userId, appointmentId) : null
      try {
        requireRight(name as keyof Jobs, user)
      } catch (error) {
        const refused = refusals[name as keyof Jobs] as ((s: Server, p: unknown) => Promise<void>) | undefined
        await refused?.(server, payload)
        throw error
      }
      await (task as (s: Server, p: unknown, u: User | null) => Promise<void>)(server, payload, user)
    }
  }
  await releaseAbandoned(server.pool)
  return run({
    // Connections of its own: the queue writes the ids it reads as JSON, which our bigint cannot become.
    connectionString: server.pool.options.connectionString!,
    maxPoolSize: 4,
    taskList,
    concurrency: 2,
    noHandleSignals: true,
    crontab:
      '0 2 * * * list-retention\n10 2 * * * evidence-sweep\n15 2 * * * tries-forget\n5 2 * * * export-expiry\n30 2 * * * audit-verify\n0 4 * * * figures-due\n* * * * * figures-recount ?max=1&jobKey=figures-recount\n*/10 * * * * backup-due',
  })
}

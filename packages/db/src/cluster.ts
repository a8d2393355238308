import { existsSync, statfsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { problem } from '@zhucan/kernel'
import { type DatabaseSecrets, makeSecrets, readSecrets, writeSecrets } from './database-secrets.ts'
import type { ServerRunner } from './server-runner.ts'

const major = '18'

/** Folder of the server's files below the data folder. */
export function clusterFolder(dataDir: string): string {
  return join(dataDir, 'postgres')
}

/**
 * Make the server's files if there are none, set the passwords if they were lost, refuse files of another
 * major version (Problem 'database.other-major'). The server must not be running.
 */
export async function prepareCluster(
  runner: ServerRunner,
  dataDir: string,
  secretsDir: string,
): Promise<DatabaseSecrets> {
  const folder = clusterFolder(dataDir)
  const isNew = !existsSync(folder)
  const kept = await readSecrets(secretsDir)
  const secrets = kept ?? makeSecrets()
  if (isNew) await createCluster(runner, folder, secrets)
  else await takeOver(runner, folder)
  if (!isNew && kept === null) await runSingleUser(runner, folder, setPasswords(secrets))
  if (kept === null) await writeSecrets(secretsDir, secrets)
  await writeSettings(runner, folder)
  return secrets
}

/** Made beside its place and renamed at the end, so that an interrupted start leaves nothing half made. */
async function createCluster(runner: ServerRunner, folder: string, secrets: DatabaseSecrets): Promise<void> {
  const draft = `${folder}.new`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  await runner.give(draft)
  await runner.run(runner.binaries.initdb, initdbArgs(runner.clusterPath(draft)), { cwd: draft })
  await writeSettings(runner, draft)
  await writeOwned(runner, join(draft, 'postgresql.conf'), mainSettings)
  await runSingleUser(runner, draft, createRoles(secrets))
  await rename(draft, folder)
}

function initdbArgs(path: string): string[] {
  return [
    `--pgdata=${path}`,
    '--username=postgres',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--data-checksums',
    '--auth=trust',
  ]
}

async function takeOver(runner: ServerRunner, folder: string): Promise<void> {
  await requireMajor(folder)
  await runner.giveAll(folder)
}

async function requireMajor(folder: string): Promise<void> {
  const found = (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim()
  if (found !== major) throw problem('database.other-major', { found, needed: major, folder })
}

const mainSettings = `# Settings of the program, written again at every start.
include 'zhucan.conf'
# Your own settings go below and win.
`

async function writeSettings(runner: ServerRunner, folder: string): Promise<void> {
  await writeOwned(runner, join(folder, 'zhucan.conf'), settings())
  await writeOwned(runner, join(folder, 'pg_hba.conf'), accessRules())
}

async function writeOwned(runner: ServerRunner, path: string, content: string): Promise<void> {
  await writeFile(path, content, { mode: 0o600 })
  await runner.give(path)
}

function accessRules(): string {
  const local = 'local all all scram-sha-256\n'
  return process.platform === 'win32' ? `${local}host all all 127.0.0.1/32 scram-sha-256\n` : local
}

/**
 * For a machine with two cores and 4 GB or more. The log leaves out statements and errors of
 * statements, because they hold personal data; the program that asked gets the error anyway.
 */
function settings(): string {
  return `shared_buffers = 256MB
effective_cache_size = 1GB
work_mem = 16MB
maintenance_work_mem = 128MB
max_connections = 60
max_wal_size = 2GB
min_wal_size = 128MB
wal_compression = on
random_page_cost = 1.1
jit = off
max_parallel_workers = ${Math.max(2, availableParallelism())}
max_parallel_workers_per_gather = 2
password_encryption = scram-sha-256
timezone = UTC
log_timezone = UTC
logging_collector = on
log_directory = log
log_filename = 'postgres-%a.log'
log_truncate_on_rotation = on
log_rotation_age = 1d
log_rotation_size = 0
log_file_mode = 0600
log_statement = none
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_checkpoints = off
${smallSharedMemory() ? 'dynamic_shared_memory_type = mmap\n' : ''}`
}

/** Containers often have 64 MB of it, on which a query with several processes fails. */
function smallSharedMemory(): boolean {
  if (process.platform !== 'linux') return false
  if (!existsSync('/dev/shm')) return true
  const { blocks, bsize } = statfsSync('/dev/shm')
  return blocks * bsize < 512 * 1024 ** 2
}

function createRoles(secrets: DatabaseSecrets): string[] {
  return [
    'create role zhucan_owner login nosuperuser nobypassrls',
    'create role zhucan_app login nosuperuser nobypassrls nocreatedb nocreaterole',
    'create database zhucan owner zhucan_owner',
    ...setPasswords(secrets),
  ]
}

function setPasswords(secrets: DatabaseSecrets): string[] {
  return Object.entries(secrets).map(([role, password]) => `alter role ${role} password '${password}'`)
}

/** Single-user mode needs no password and takes one statement a line. */
async function runSingleUser(runner: ServerRunner, folder: string, statements: string[]): Promise<void> {
  const args = [
    '--single',
    '-D',
    runner.clusterPath(folder),
    '-c',
    'exit_on_error=true',
    '-c',
    'logging_collector=off',
    'postgres',
  ]
  await runner.run(runner.binaries.postgres, args, { cwd: folder, input: `${statements.join('\n')}\n` })
}

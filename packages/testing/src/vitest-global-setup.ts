import { closeRun, openRun, runFolderVariable } from './test-server.ts'

/** Gives all test processes of this run one database server, and stops it at the end. */
export default async function setUp(): Promise<() => Promise<void>> {
  const folder = await openRun()
  process.env[runFolderVariable] = folder
  return () => closeRun(folder)
}

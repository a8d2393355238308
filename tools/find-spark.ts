import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The Spark that the second engine is tested with. */
export const sparkVersion = '4.1.4'

/** Where `npm test` puts a Python of its own with Spark in it. */
export const sparkFolder = join(import.meta.dirname, '..', '.cache', `spark-${sparkVersion}`)

/** A Python that has pyspark, and where its Spark lies. */
export interface FoundSpark {
  readonly python: string
  readonly home: string
}

/** What there is of Spark: the Python that ZHUCAN_SPARK_PYTHON names, else our own; or what is missing, in words. */
export function findSpark(env: NodeJS.ProcessEnv = process.env): FoundSpark | { readonly missing: string } {
  if (!hasJava(env)) return { missing: 'no Java 17 or newer: set JAVA_HOME or install one' }
  const named = env.ZHUCAN_SPARK_PYTHON ?? ''
  const python = named === '' ? join(sparkFolder, 'bin', 'python') : named
  const home = existsSync(python) ? sparkHome(python) : null
  if (home !== null) return { python, home }
  return { missing: `no pyspark: name a Python that has it (${sparkVersion}) in ZHUCAN_SPARK_PYTHON` }
}

/** Whether there is a Java new enough. */
export function hasJava(env: NodeJS.ProcessEnv = process.env): boolean {
  const java = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : 'java'
  const { stdout, stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' })
  const [, major = '0'] = /version "(\d+)/.exec(`${stdout}${stderr}`) ?? []
  return Number(major) >= 17
}

function sparkHome(python: string): string | null {
  const asked = 'import os, pyspark; print(os.path.dirname(pyspark.__file__))'
  const { status, stdout } = spawnSync(python, ['-c', asked], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}

import { createKysely, createPool } from '@zhucan/db'

/** Whether a database was made for demonstrations; decided at its first start and for ever. */
export async function isDemoDatabase(appUrl: string): Promise<boolean> {
  const pool = createPool(appUrl, { max: 1 })
  try {
    const settings = createKysely(pool).selectFrom('setting').select('value')
    return (await settings.where('key', '=', 'kind').executeTakeFirst())?.value === 'demo'
  } finally {
    await pool.end()
  }
}

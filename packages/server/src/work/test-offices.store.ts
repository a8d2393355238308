import { regionRange } from '@zhucan/kernel'

type AsOwner = (statement: string, values?: unknown[]) => Promise<unknown[]>

/** Makes an organisation beside the federation of a region. Returns its id. */
export async function insertDepartment(
  asOwner: AsOwner,
  { name, kind, region }: { name: string; kind: 'member-department' | 'service'; region: string },
): Promise<string> {
  const id = crypto.randomUUID()
  const { lo, hi } = regionRange(region)
  await asOwner(
    'insert into organisation (id, name, kind, region, reach) values ($1, $2, $3, $4, $5::codemultirange)',
    [id, name, kind, region, `{[${lo},${hi})}`],
  )
  return id
}

/** Puts somebody into another organisation. */
export async function moveUser(asOwner: AsOwner, userId: string, organisationId: string): Promise<void> {
  await asOwner('update appointment set organisation_id = $1 where user_id = $2', [organisationId, userId])
}

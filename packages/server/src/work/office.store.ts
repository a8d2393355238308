import type { WorkSide } from '@zhucan/catalogue'
import type { ActingOffice } from '../indicators/index.ts'

export { type ActingOffice, loadOffice } from '../indicators/index.ts'

/** Who carries a piece: an organisation by name, else whoever speaks for the region. */
export interface Carried {
  region: string
  organisationId: string | null
}

/** Whether an office carries a piece. */
export const carries = (office: ActingOffice, { region, organisationId }: Carried): boolean =>
  organisationId === null ? office.speaksForRegion && office.region === region : office.id === organisationId

/** On which sides of a piece an office stands; `giver` is who carries the piece above, null when it is out of sight. */
export function sidesOf(office: ActingOffice, carrier: Carried, giver: Carried | null): WorkSide[] {
  const sides: WorkSide[] = []
  if (giver && carries(office, giver)) sides.push('giver')
  if (carries(office, carrier)) sides.push('carrier')
  return sides
}

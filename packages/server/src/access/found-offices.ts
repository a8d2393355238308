import { asOperator } from '../platform/index.ts'
import { insertAppointment as appoint } from './appointments.store.ts'
import { insertOrganisation as found } from './users.store.ts'

type Here = Parameters<typeof asOperator>[0]

/** Makes an organisation as the machine's own log-in, before there is anybody who could. */
export const insertOrganisation = (
  server: Omit<Parameters<typeof found>[0], 'db'> & Here,
  organisation: Parameters<typeof found>[1],
): Promise<string> => asOperator(server, (db) => found({ ...server, db }, organisation))

/** Gives an office as the machine's own log-in, before there is anybody who could. */
export const insertAppointment = (
  server: Omit<Parameters<typeof appoint>[0], 'db'> & Here,
  appointment: Parameters<typeof appoint>[1],
): Promise<string> => asOperator(server, (db) => appoint({ ...server, db }, appointment))

import type { User } from './context.ts'

/** Acts for the installation itself, everywhere: what it does in the background, asked by nobody. */
export const housekeeper: User = {
  id: 'system',
  name: 'system',
  username: '',
  role: 'system-officer',
  organisationId: '',
  organisationName: '',
  region: '000000000000',
  reach: [{ lo: '000000000000', hi: '999999999999' }],
}

export { addSealKey, type KeyMaterial, readKeys } from './key-files.ts'
export {
  type Keyring,
  keyringOf,
  loadKeyring,
  type NumberKey,
  openStream,
  sealStream,
} from './keyring.ts'
export { randomPool } from './random.ts'
export { sm3, sm3Chain } from './sm3.ts'

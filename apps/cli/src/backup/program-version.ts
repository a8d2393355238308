import packageJson from '../../package.json' with { type: 'json' }

/** Version of this program, as written into what it makes. */
export const programVersion: string = packageJson.version

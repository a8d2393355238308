/** Nothing official is larger; beyond these a file is refused before or while it is read. */
export const paperLimits = {
  maxBytes: 64 * 1024 * 1024,
  maxCharacters: 4_000_000,
  maxPages: 2_000,
} as const

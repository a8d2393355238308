import {
  BIGINT,
  BLOB,
  BOOLEAN,
  DATE,
  DOUBLE,
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBStructValue,
  type DuckDBType,
  DuckDBUUIDValue,
  type DuckDBValue,
  INTEGER,
  SMALLINT,
  TINYINT,
  UUID,
  VARCHAR,
} from '@duckdb/node-api'

/** What may go into and comes out of the engine: days are 'YYYY-MM-DD', BIGINT and wider are bigint, decimals are text. */
export type AnalysisValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | readonly AnalysisValue[]
  | { readonly [name: string]: AnalysisValue }

/** The column types a caller may append. */
export type ColumnType = keyof typeof columnTypes

export const columnTypes = {
  BIGINT,
  INTEGER,
  SMALLINT,
  TINYINT,
  DOUBLE,
  BOOLEAN,
  VARCHAR,
  DATE,
  UUID,
  BLOB,
} as const satisfies Record<string, DuckDBType>

/** A cell to append: text for VARCHAR, DATE and UUID; bigint or a safe whole number for BIGINT. */
export type AppendValue = string | number | bigint | boolean | null | Uint8Array

/** Turns a cell into what the engine's vector of that type takes; throws TypeError on a wrong kind. */
export function toEngine(value: AppendValue, type: ColumnType): DuckDBValue {
  if (value === null) return null
  if (type === 'BIGINT') return wholeNumber(value)
  if (type === 'DATE') return day(String(value))
  if (type === 'UUID') return uuid(String(value))
  if (type === 'BLOB') return blob(value)
  if (value instanceof Uint8Array) throw new TypeError(`a blob does not fit a column of type ${type}`)
  return value
}

function wholeNumber(value: AppendValue): bigint {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value)
  throw new TypeError('a BIGINT column takes a bigint or a whole number below 2^53')
}

function blob(value: AppendValue): DuckDBValue {
  if (value instanceof Uint8Array) return new DuckDBBlobValue(value)
  throw new TypeError('a BLOB column takes bytes')
}

function day(text: string): DuckDBDateValue {
  const [year = 0, month = 0, dayOfMonth = 0] = text.split('-').map(Number)
  try {
    const value = DuckDBDateValue.fromParts({ year, month, day: dayOfMonth })
    if (value.toString() === text) return value
  } catch {
    // Falls through: the engine's own message would repeat the day.
  }
  throw new TypeError('a DATE column takes a real day as YYYY-MM-DD')
}

function uuid(text: string): DuckDBUUIDValue {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
    throw new TypeError('a UUID column takes a UUID')
  return DuckDBUUIDValue.fromUint128(BigInt(`0x${text.replaceAll('-', '')}`))
}

/** A bound parameter; whole numbers bind as BIGINT, so that `limit ?` and key comparisons need no cast. */
export type Parameter = string | number | bigint | boolean | null

/** The engine's type for a bound parameter. */
export function parameterType(value: Parameter): DuckDBType | undefined {
  if (typeof value === 'bigint') return BIGINT
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BIGINT : DOUBLE
  return undefined
}

/** The engine wants bigint where the type says BIGINT. */
export function parameterValue(value: Parameter): DuckDBValue {
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value
}

/** Turns the engine's values into plain ones; dates, times, decimals and UUIDs become their text. */
export function fromEngine(value: DuckDBValue): AnalysisValue {
  if (value === null || typeof value !== 'object') return value
  if (value instanceof DuckDBBlobValue) return value.bytes
  if (value instanceof DuckDBDecimalValue) return value.toString()
  if (value instanceof DuckDBListValue) return value.items.map(fromEngine)
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([name, inner]) => [name, fromEngine(inner)]))
  return String(value)
}

/** Column makers for PostgreSQL; the same names stand in ../sqlite/columns.ts. Text and whole numbers are all that tables use. */
import { bigint, bigserial } from 'drizzle-orm/pg-core'

export { index, primaryKey, pgTable as table, text, uniqueIndex } from 'drizzle-orm/pg-core'
export const int = () => bigint({ mode: 'number' })
/** A number that grows with each row: the order in which rows were made. */
export const sequence = () => bigserial({ mode: 'number' }).primaryKey()

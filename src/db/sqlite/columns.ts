/** Column makers for SQLite; the same names stand in ../postgres/columns.ts. Text and whole numbers are all that tables use. */
import { integer } from 'drizzle-orm/sqlite-core'

export { index, primaryKey, sqliteTable as table, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
export const int = () => integer()
/** A number that grows with each row: the order in which rows were made. */
export const sequence = () => integer().primaryKey({ autoIncrement: true })

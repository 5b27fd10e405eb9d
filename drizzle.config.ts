import { defineConfig } from 'drizzle-kit'

/** `npm run db:generate` runs this once for each backend; CUECARD_BACKEND says for which. */
const backend = process.env['CUECARD_BACKEND'] === 'postgres' ? 'postgres' : 'sqlite'

export default defineConfig({
  schema: './src/db/tables.ts',
  out: `./migrations/${backend}`,
  dialect: backend === 'postgres' ? 'postgresql' : 'sqlite',
  casing: 'snake_case',
})

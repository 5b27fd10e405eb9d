import { storeSettings } from '../config.ts'
import type { Store } from '../db/store.ts'
import { openStore } from '../db/store.ts'

/** Does something with the database that the settings name, beside a Cuecard that may be running on it, and closes it. Makes no new one. */
export async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const { database, encryptionKeys } = storeSettings(process.env)
  const store = await openStore(database, encryptionKeys, { create: 'never' })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

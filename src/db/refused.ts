/** The database is not one to write to; the message says what was found and what to do, for the person who runs Cuecard. */
export class StoreRefused extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'StoreRefused'
  }
}

/** What a backend's open.ts hands to the store. */
export type Connection<D> = {
  alone: boolean
  /** Makes this process the one that sends from the database; throws StoreRefused where only one may, and another does already. */
  claim(): void
  read: D
  transaction<T>(work: (sql: D) => Promise<T>): Promise<T>
  close(): Promise<void>
}

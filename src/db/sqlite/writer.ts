import BetterSqlite3 from 'better-sqlite3'

export type Writer = {
  /** Runs the work in a transaction, after all work that was handed in before; resolves once it is on disk, and rejects when it is not. */
  transaction<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when nothing is under way and nothing waits. */
  idle(): Promise<void>
}

/** How long work is added to a commit, in milliseconds: a person who clicks meanwhile waits no longer than that for the event loop. */
const usualGroupMs = 10
/** How long work waits for another process to let go of the file. */
const givesUpAfterMs = 5_000
const triesEveryMs = 10

type Unit = { work: () => Promise<unknown>; done: (result: unknown) => void; failed: (error: unknown) => void; queuedAtMs: number }

/**
 * The one writer of a database file. Pieces of work run one after the other, never inside each other, and what comes in one turn of the
 * event loop shares a commit, because flushing to disk costs more than the work. Each piece stands in a savepoint of its own: what throws
 * takes back itself and nothing else. No result is given before the shared commit; when that fails, all of its pieces have failed.
 */
export function createWriter(connection: BetterSqlite3.Database, longestGroupMs = usualGroupMs): Writer {
  const statement = {
    begin: connection.prepare('begin immediate'),
    commit: connection.prepare('commit'),
    rollback: connection.prepare('rollback'),
    savepoint: connection.prepare('savepoint piece'),
    release: connection.prepare('release piece'),
    takeBack: connection.prepare('rollback to piece'),
  }
  const waiting: Unit[] = []
  let running: Promise<void> | undefined
  /** Set while a group has nothing to do: to be called when work comes, or the turn is over. */
  let wake: (() => void) | undefined

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      if (await begin()) await group()
      // Between two commits the event loop serves everybody else.
      if (waiting.length > 0) await new Promise((done) => setImmediate(done))
    }
    running = undefined
  }

  /** Takes the write lock without blocking the event loop while another process has it; false when the first in line waited too long. */
  async function begin(): Promise<boolean> {
    for (;;) {
      try {
        statement.begin.run()
        return true
      } catch (error) {
        const [first] = waiting
        const isBusy = error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY')
        if (!isBusy || first === undefined || performance.now() - first.queuedAtMs > givesUpAfterMs) {
          waiting.shift()?.failed(error)
          return false
        }
        await new Promise((done) => setTimeout(done, triesEveryMs))
      }
    }
  }

  async function group(): Promise<void> {
    const endsAtMs = performance.now() + longestGroupMs
    let turnIsOver = false
    setImmediate(() => {
      turnIsOver = true
      wake?.()
    })
    const settled: (() => void)[] = []
    const pieces: Unit[] = []
    try {
      while (!turnIsOver && performance.now() < endsAtMs) {
        const unit = waiting.shift()
        if (unit === undefined) await new Promise<void>((done) => (wake = done))
        else {
          pieces.push(unit)
          settled.push(await piece(unit))
        }
      }
      statement.commit.run()
    } catch (error) {
      if (connection.inTransaction) statement.rollback.run()
      for (const unit of pieces) unit.failed(error)
      return
    }
    // What a piece found, a refusal too, may rest on what an earlier one of its group wrote: nobody hears of it before that is on disk.
    for (const tell of settled) tell()
  }

  /** Runs a piece of work, and gives how to tell of it. Throws when SQLite gave up the whole transaction, as on a full disk. */
  async function piece(unit: Unit): Promise<() => void> {
    statement.savepoint.run()
    try {
      const result = await unit.work()
      statement.release.run()
      return () => unit.done(result)
    } catch (error) {
      if (!connection.inTransaction) throw error
      statement.takeBack.run()
      statement.release.run()
      return () => unit.failed(error)
    }
  }

  return {
    transaction: <T>(work: () => Promise<T>) =>
      new Promise<T>((done, failed) => {
        // The result handed over is this very work's.
        waiting.push({ work, done: done as (result: unknown) => void, failed, queuedAtMs: performance.now() })
        wake?.()
        running ??= run()
      }),
    async idle() {
      while (running !== undefined) await running
    },
  }
}

import type { HttpConnection } from './http-connection.ts'
import { openConnection } from './http-connection.ts'
import type { Interaction } from './interactions.ts'
import { signedRequest } from './signed.ts'

/** Connections that press buttons, each as one person, and wait for each acknowledgement before the next press. */
export type Load = {
  /** Presses for this long; what is under way at the end is waited for and counted. */
  slice(ms: number): Promise<Slice>
  /** Presses so often a second until something is over. Gives how long each waited, from when it was to be sent, in milliseconds. */
  steadily(perSecond: number, over: Promise<void>): Promise<number[]>
  /** How many presses were acknowledged so far, and the stamp of the newest of them. */
  acknowledged(): { count: number; newestStamp: number }
  close(): void
}

export type Slice = { count: number; perSecond: number; latenciesMs: number[] }

/** Opens a load with one connection for each person. Requests are signed and written ahead of the slice, so that time is the server's. */
export async function openLoad(
  port: number,
  people: readonly { userId: string; pairId: string }[],
  interaction: Interaction,
): Promise<Load> {
  const workers = await Promise.all(people.map(async (who) => ({ who, connection: await openConnection(port), ready: [] as Ready[] })))
  let stamp = Date.now() * 1_000
  let count = 0
  let newestStamp = 0

  function prepare(who: { userId: string; pairId: string }): Ready {
    const own = ++stamp
    return { stamp: own, request: signedRequest({ payload: interaction(who, own) }) }
  }

  async function press(connection: HttpConnection, next: Ready): Promise<number> {
    const startedMs = performance.now()
    const status = await connection.send(next.request)
    if (status !== 200) throw new Error(`a click was answered with ${status}`)
    count++
    newestStamp = Math.max(newestStamp, next.stamp)
    return performance.now() - startedMs
  }

  return {
    async slice(ms) {
      const perWorker = Math.ceil((mostPerSecond * ms) / 1_000 / workers.length)
      for (const worker of workers) while (worker.ready.length < perWorker) worker.ready.push(prepare(worker.who))
      const latenciesMs: number[] = []
      const startedMs = performance.now()
      await Promise.all(
        workers.map(async ({ who, connection, ready }) => {
          while (performance.now() - startedMs < ms) latenciesMs.push(await press(connection, ready.shift() ?? prepare(who)))
        }),
      )
      return { count: latenciesMs.length, perSecond: latenciesMs.length / ((performance.now() - startedMs) / 1_000), latenciesMs }
    },
    async steadily(perSecond, over) {
      let isOver = false
      void over.finally(() => (isOver = true))
      const waitedMs: number[] = []
      const startedMs = performance.now()
      let next = 0
      await Promise.all([
        over,
        ...workers.map(async ({ who, connection }) => {
          while (!isOver) {
            const dueMs = startedMs + (next++ * 1_000) / perSecond
            const request = prepare(who)
            if (dueMs > performance.now()) await new Promise((done) => setTimeout(done, dueMs - performance.now()))
            await press(connection, request)
            waitedMs.push(performance.now() - dueMs)
          }
        }),
      ])
      return waitedMs
    },
    acknowledged: () => ({ count, newestStamp }),
    close: () => workers.forEach(({ connection }) => connection.close()),
  }
}

type Ready = { stamp: number; request: Buffer }

/** More than a bare Bolt app answers on one core of this year's machines. */
const mostPerSecond = 4_000

import { createServer } from 'node:net'
import { openConnection } from './http-connection.ts'
import { signedRequest } from './signed.ts'

/** Resolves when an app answers Slack's signed challenge at this port. */
export async function untilReady(port: number, withinMs = 120_000): Promise<void> {
  const givesUpAt = Date.now() + withinMs
  while (!(await answersChallenge(port))) {
    if (Date.now() > givesUpAt) throw new Error(`nothing answers at port ${port}`)
    await new Promise((done) => setTimeout(done, 4))
  }
}

async function answersChallenge(port: number): Promise<boolean> {
  try {
    const connection = await openConnection(port)
    const status = await connection.send(signedRequest({ json: { type: 'url_verification', challenge: 'ready?' } }))
    connection.close()
    return status === 200
  } catch {
    return false
  }
}

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

import type { Socket } from 'node:net'
import { connect } from 'node:net'

/** One keep-alive connection that sends ready-made requests one after the other, at next to no cost of its own. */
export type HttpConnection = {
  /** Resolves with the status once the whole answer is there. */
  send(request: Buffer): Promise<number>
  close(): void
}

export async function openConnection(port: number): Promise<HttpConnection> {
  const socket = await connected(port)
  socket.setNoDelay(true)
  let waiting: { done: (status: number) => void; failed: (error: Error) => void } | undefined
  let received = ''
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    received += chunk
    const status = statusOfWhole(received)
    if (status === undefined) return
    received = ''
    waiting?.done(status)
  })
  socket.on('error', (error) => waiting?.failed(error))
  socket.on('close', () => waiting?.failed(new Error('the connection was closed')))
  return {
    send: (request) =>
      new Promise((done, failed) => {
        waiting = { done, failed }
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}

function connected(port: number): Promise<Socket> {
  return new Promise((done, failed) => {
    const socket = connect(port, '127.0.0.1', () => done(socket))
    socket.once('error', failed)
  })
}

/** The status of an answer that has come to its end. */
function statusOfWhole(received: string): number | undefined {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const head = received.slice(0, headEnd).toLowerCase()
  const body = received.slice(headEnd + 4)
  const length = /content-length: (\d+)/.exec(head)?.[1]
  const isWhole = length === undefined ? body.endsWith('0\r\n\r\n') : body.length >= Number(length)
  return isWhole ? Number(head.slice(9, 12)) : undefined
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { FeedOptions, FeedOutcome } from '../../src/calendars/fetch-feed.ts'
import { fetchFeed } from '../../src/calendars/fetch-feed.ts'
import { guardedLookup, reach } from '../../src/calendars/public-address.ts'
import { calendarOf, event } from './ics.ts'

const feed = calendarOf(event('DTSTART:20260106T090000Z'))
const secret = 'private-0123456789abcdef'
const loopback = ['127.0.0.0/8']
const closing: (() => void)[] = []

afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A calendar server on this machine; gives the address of `/private-0123456789abcdef/basic.ics` on it. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/${secret}/basic.ics`
}

async function ask(address: string, options: FeedOptions = {}): Promise<FeedOutcome> {
  const outcome = await fetchFeed(address, { allowedNetworks: loopback, timeoutMs: 5_000, ...options })
  expect(JSON.stringify(outcome)).not.toContain(secret)
  if ('sentence' in outcome) expect(outcome.sentence).not.toMatch(/127\.0\.0\.1|localhost|https?:\/\/\w/)
  return outcome
}

const answerOf = async (address: string, options?: FeedOptions) => {
  const outcome = await ask(address, options)
  return outcome.state === 'refused' ? outcome.reason : outcome.state
}

describe('a feed', () => {
  it('is read, with what the server needs to say "unchanged" next time', async () => {
    const address = await serve((request, response) => {
      const isKnown =
        request.headers['if-none-match'] === '"v1"' && request.headers['if-modified-since'] === 'Mon, 05 Jan 2026 09:00:00 GMT'
      response.writeHead(isKnown ? 304 : 200, { etag: '"v1"', 'last-modified': 'Mon, 05 Jan 2026 09:00:00 GMT' })
      response.end(isKnown ? undefined : feed)
    })
    const first = await ask(address)
    expect(first).toEqual({ state: 'fresh', text: feed, validators: { etag: '"v1"', lastModified: 'Mon, 05 Jan 2026 09:00:00 GMT' } })
    expect(await ask(address, { validators: first.state === 'fresh' ? first.validators : {} })).toEqual({ state: 'unchanged' })
  })

  it('that changes between two readings is read anew', async () => {
    let version = 0
    const address = await serve((_, response) => {
      version += 1
      response.writeHead(200, { etag: `"v${version}"` }).end(feed.replace('090000Z', `1${version}0000Z`))
    })
    const [first, second] = [await ask(address), await ask(address, { validators: { etag: '"v1"' } })]
    expect([first, second]).toMatchObject([
      { state: 'fresh', text: expect.stringContaining('110000Z'), validators: { etag: '"v1"' } },
      { state: 'fresh', text: expect.stringContaining('120000Z'), validators: { etag: '"v2"' } },
    ])
  })

  it.each([
    ['gzip', gzipSync(feed), 'gzip'],
    ['gzip that is said to be nothing', gzipSync(feed), undefined],
    ['gzip twice', gzipSync(gzipSync(feed)), 'gzip'],
    ['plain text that is said to be gzip', Buffer.from(feed), 'gzip'],
    ['plain text that is said to be brotli', Buffer.from(feed), 'br'],
    ['brotli', brotliCompressSync(feed), 'br'],
    ['deflate', deflateSync(feed), 'deflate'],
    ['an encoding that nobody knows', Buffer.from(feed), 'x-own'],
  ])('in %s is unpacked', async (_, body, encoding) => {
    const address = await serve((__, response) => response.writeHead(200, encoding ? { 'content-encoding': encoding } : {}).end(body))
    expect(await ask(address)).toMatchObject({ state: 'fresh', text: feed })
  })

  it('that lies about its letters is still read', async () => {
    const address = await serve((_, response) =>
      response.writeHead(200, { 'content-type': 'text/calendar; charset=utf-16' }).end('SUMMARY:Zoë'),
    )
    expect(await ask(address)).toMatchObject({ state: 'fresh', text: 'SUMMARY:Zoë' })
  })

  it('is found behind redirects, and asked for with its user name only where that belongs', async () => {
    const asked: (string | undefined)[] = []
    const elsewhere = await serve((request, response) => {
      asked.push(request.headers.authorization)
      response.end(feed)
    })
    const address = await serve((request, response) => {
      asked.push(request.headers.authorization)
      const target = request.url === '/next.ics' ? elsewhere : '/next.ics'
      response.writeHead(302, { location: target }).end()
    })
    expect(await ask(address.replace('http://', 'http://kim:pass@'))).toMatchObject({ state: 'fresh' })
    const basic = `Basic ${Buffer.from('kim:pass').toString('base64')}`
    expect(asked).toEqual([basic, basic, undefined])
  })
})

describe('a server that answers otherwise', () => {
  it.each([
    [401, 'not_allowed'],
    [403, 'not_allowed'],
    [404, 'gone'],
    [410, 'gone'],
    [400, 'unreadable'],
    [204, 'unreadable'],
    [429, 'failed'],
    [500, 'failed'],
    [503, 'failed'],
  ])('with %d leads to %s', async (status, expected) => {
    const address = await serve((_, response) => response.writeHead(status).end())
    expect(await answerOf(address)).toBe(expected)
  })

  it('may say when to ask again', async () => {
    const address = await serve((_, response) => response.writeHead(503, { 'retry-after': '120' }).end())
    expect(await ask(address)).toMatchObject({ state: 'failed', retryAfterMs: 120_000 })
  })
})

describe('an evil server', () => {
  it('that hangs before or inside its answer is left', async () => {
    const silent = await serve(() => undefined)
    const slow = await serve((_, response) => response.writeHead(200).write('BEGIN:VCALENDAR\r\n'))
    const options = { timeoutMs: 150 }
    expect([await ask(silent, options), await ask(slow, options)]).toMatchObject([
      { state: 'failed', sentence: 'The calendar server did not answer in time.' },
      { state: 'failed', sentence: 'The calendar server did not answer in time.' },
    ])
  })

  it('that redirects in a circle, or too often, or nowhere, is left', async () => {
    const circle = await serve((request, response) => response.writeHead(301, { location: request.url ?? '/' }).end())
    expect(await answerOf(circle)).toBe('redirects')
    let hop = 0
    const endless = await serve((_, response) => response.writeHead(307, { location: `/${(hop += 1)}` }).end())
    expect(await answerOf(endless)).toBe('redirects')
    expect(hop).toBe(6)
    const nowhere = await serve((_, response) => response.writeHead(302).end())
    expect(await answerOf(nowhere)).toBe('redirects')
    const odd = await serve((_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end())
    expect(await answerOf(odd)).toBe('not_an_address')
  })

  it('that sends a gigabyte is stopped', async () => {
    let sent = 0
    const address = await serve((_, response) => {
      const chunk = Buffer.alloc(1_000_000, 'A')
      const pump = () => {
        while (sent < 1_000 && response.write(chunk)) sent += 1
        if (sent < 1_000) response.once('drain', pump)
        sent += 1
      }
      pump()
    })
    expect(await answerOf(address, { maxBytes: 2_000_000 })).toBe('too_large')
    expect(sent).toBeLessThan(100)
  })

  it('that announces a gigabyte is not listened to', async () => {
    const address = await serve((_, response) => response.writeHead(200, { 'content-length': '1000000000' }).write('A'))
    expect(await answerOf(address)).toBe('too_large')
  })

  it('that sends a small parcel with a gigabyte inside is stopped', async () => {
    const address = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000))),
    )
    expect(await answerOf(address)).toBe('too_large')
  })

  it('that breaks off, damages its parcel, or speaks no HTTP is asked again later', async () => {
    const broken = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write(feed.slice(0, 20), () => response.destroy())
    })
    const damaged = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(feed).subarray(0, 40)),
    )
    const noHttp = await serve((request) => request.socket.end('hello\r\n\r\n'))
    expect([await answerOf(broken), await answerOf(damaged), await answerOf(noHttp)]).toEqual(['failed', 'failed', 'failed'])
  })

  it('that is not there is asked again later', async () => {
    const address = await serve(() => undefined)
    closing.pop()?.()
    expect(await ask(address)).toMatchObject({ state: 'failed', retryable: true, sentence: 'The calendar server does not answer.' })
  })
})

describe('a private network', () => {
  const hosts = [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:a00:1]',
    '[fe80::1]',
    '[fc00::1]',
    '[fd12:3456::1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[ff02::1]',
    '[2001:db8::1]',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    'localhost',
  ]

  it.each(hosts)('is not asked: %s', async (host) => {
    expect(await answerOf(`https://${host}/${secret}.ics`, { allowedNetworks: [] })).toBe('private_network')
  })

  it('is not asked through a redirect either', async () => {
    let isReached = false
    const inside = await serve((_, response) => {
      isReached = true
      response.end(feed)
    })
    const port = new URL(inside).port
    for (const target of [
      `https://192.168.0.1/${secret}`,
      `http://0.0.0.0:${port}/`,
      `https://[::ffff:10.0.0.1]/`,
      `https://[::1]:${port}/`,
    ]) {
      const address = await serve((_, response) => response.writeHead(302, { location: target }).end())
      expect(await answerOf(address)).toBe('private_network')
    }
    const toPlain = await serve((_, response) => response.writeHead(302, { location: `http://example.com/${secret}` }).end())
    expect(await answerOf(toPlain)).toBe('not_https')
    expect(isReached).toBe(false)
  })

  it('is not asked when a name leads there', async () => {
    const answer = await new Promise((resolve) => {
      const socket = connect({ host: 'localhost', port: 9, lookup: guardedLookup(reach().may) })
      socket.once('error', resolve)
    })
    expect(answer).toMatchObject({ code: 'EPRIVATE' })
  })

  it('is asked where its operator allows it, and nothing beside it', () => {
    const ways = reach(['10.20.0.0/16', 'fd00:1::/32'])
    const may = ['10.20.3.4', 'fd00:1::5', '8.8.8.8', '2606:4700::1', '10.21.0.1', 'fd00:2::5', 'not an address'].map(ways.may)
    expect(may).toEqual([true, true, true, true, false, false, false])
    expect(() => reach(['10.20.0.0'])).toThrow('10.20.0.0/16')
  })
})

describe('an address', () => {
  it.each([
    ['http://example.com/a.ics', 'not_https'],
    ['ftp://example.com/a.ics', 'not_an_address'],
    ['file:///etc/passwd', 'not_an_address'],
    ['javascript:alert(1)', 'not_an_address'],
    ['my calendar', 'not_an_address'],
    ['', 'not_an_address'],
    [`https://example.com/${'a'.repeat(5_000)}`, 'not_an_address'],
    ['webcal://127.0.0.1/a.ics', 'private_network'],
    ['  WEBCAL://127.0.0.1/a.ics ', 'private_network'],
  ])('is refused with a reason: %s', async (address, reason) => {
    expect(await answerOf(address, { allowedNetworks: [] })).toBe(reason)
  })
})

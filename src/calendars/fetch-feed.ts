import { request as httpRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { decodeCalendar } from './decode.ts'
import type { Reach } from './public-address.ts'
import { guardedLookup, privateAddressCode, reach } from './public-address.ts'

/** What a server said about a version of a feed; sent back with the next question, so that it may answer "unchanged". */
export type FeedValidators = { etag?: string | undefined; lastModified?: string | undefined }

export type FeedOutcome =
  /** Keep `validators` once the text could be read as a calendar. */
  | { state: 'fresh'; text: string; validators: FeedValidators }
  | { state: 'unchanged' }
  /** Asking again will not help: the address itself, or what the server says about it. The sentence is for the person who gave it. */
  | { state: 'refused'; reason: FeedRefusal; sentence: string }
  /** Something did not work this time. `retryAfterMs` is what the server asked for. */
  | { state: 'failed'; retryable: true; sentence: string; retryAfterMs?: number | undefined }

export type FeedRefusal =
  | 'not_an_address'
  | 'not_https'
  | 'private_network'
  | 'redirects'
  | 'not_allowed'
  | 'gone'
  | 'too_large'
  | 'unreadable'

export type FeedOptions = {
  validators?: FeedValidators | undefined
  /** Networks besides the public internet, in CIDR form. Only in them plain http is accepted. */
  allowedNetworks?: readonly string[] | undefined
  /** For the whole of it, redirects and body included. 15 s unless given. */
  timeoutMs?: number | undefined
  /** Of the file, before and after it is unpacked. 20 MB unless given. */
  maxBytes?: number | undefined
}

/**
 * Reads a calendar address (`https:` or `webcal:`).
 *
 * The address is a password: it stands in no outcome, no error and no log. Never throws for what a server or a network does. At most
 * five redirects are followed, and each is checked like the address itself.
 */
export async function fetchFeed(address: string, options: FeedOptions = {}): Promise<FeedOutcome> {
  const ways = reach(options.allowedNetworks)
  const abort = AbortSignal.timeout(options.timeoutMs ?? 15_000)
  const maxBytes = options.maxBytes ?? 20_000_000
  let url = readAddress(address)
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    if (url === undefined) return refused('not_an_address')
    const objection = objectionTo(url, ways)
    if (objection !== undefined) return refused(objection)
    try {
      const response = await ask(url, { ways, abort, validators: options.validators ?? {} })
      const location = redirectOf(response)
      if (location === undefined) return await outcomeOf(response, maxBytes)
      response.destroy()
      const next = readAddress(location, url)
      if (next && next.origin === url.origin) {
        next.username = url.username
        next.password = url.password
      }
      url = next
    } catch (error) {
      return abort.aborted ? failed(tooLate) : failureOf(error)
    }
  }
  return refused('redirects')
}

const mostRedirects = 5
const longestAddress = 4_096

const refusals: Record<FeedRefusal, string> = {
  not_an_address: 'This is no calendar address. It begins with https:// or webcal:// and usually ends in .ics.',
  not_https: 'The calendar address must begin with https:// (or webcal://), so that nobody can read along.',
  private_network:
    'This address lies inside a private network. Cuecard only reads calendars from the public internet, unless its operator allows that network.',
  redirects: 'The calendar address leads from one address to the next and never to a calendar.',
  not_allowed: 'The server does not let Cuecard read this calendar. Use the secret or published address of the calendar.',
  gone: 'There is no calendar at this address any more. Copy the address again from your calendar.',
  too_large: 'This calendar is larger than Cuecard reads. Share a calendar without attachments and old events.',
  unreadable: 'The server does not answer with a calendar.',
}

function refused(reason: FeedRefusal): FeedOutcome {
  return { state: 'refused', reason, sentence: refusals[reason] }
}

function failed(sentence: string, retryAfterMs?: number): FeedOutcome {
  return { state: 'failed', retryable: true, sentence, ...(retryAfterMs !== undefined && { retryAfterMs }) }
}

function readAddress(text: string, base?: URL): URL | undefined {
  const address = text.trim().replace(/^webcals?:(?=\/\/)/i, 'https:')
  if (address.length > longestAddress) return undefined
  return URL.parse(address, base) ?? undefined
}

function objectionTo(url: URL, ways: Reach): FeedRefusal | undefined {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'not_an_address'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !ways.may(host)) return 'private_network'
  const isPlain = url.protocol === 'http:'
  return isPlain && !(isIP(host) !== 0 && ways.isNamed(host)) ? 'not_https' : undefined
}

type Question = { ways: Reach; abort: AbortSignal; validators: FeedValidators }

function ask(url: URL, { ways, abort, validators }: Question): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const send = url.protocol === 'http:' ? httpRequest : httpsRequest
  const request = send(url, {
    agent: false,
    signal: abort,
    lookup: guardedLookup(ways.may),
    headers: {
      'user-agent': 'Cuecard (reads calendar feeds)',
      accept: 'text/calendar, */*;q=0.5',
      'accept-encoding': 'gzip',
      ...(validators.etag !== undefined && { 'if-none-match': validators.etag }),
      ...(validators.lastModified !== undefined && { 'if-modified-since': validators.lastModified }),
    },
  })
  request.once('response', resolve)
  request.on('error', reject)
  request.end()
  return promise
}

function redirectOf(response: IncomingMessage): string | undefined {
  const isRedirect = [301, 302, 303, 307, 308].includes(response.statusCode ?? 0)
  return isRedirect ? (response.headers.location ?? '') : undefined
}

async function outcomeOf(response: IncomingMessage, maxBytes: number): Promise<FeedOutcome> {
  const status = response.statusCode ?? 0
  if (status === 200) return await freshOrTooLarge(response, maxBytes)
  response.destroy()
  if (status === 304) return { state: 'unchanged' }
  if (status === 404 || status === 410) return refused('gone')
  if (status === 401 || status === 403 || status === 407) return refused('not_allowed')
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return failed('The calendar server is busy or has a problem.', retryAfterMs(response.headers['retry-after']))
  }
  return refused('unreadable')
}

async function freshOrTooLarge(response: IncomingMessage, maxBytes: number): Promise<FeedOutcome> {
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    response.destroy()
    return refused('too_large')
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) {
      response.destroy()
      return refused('too_large')
    }
    chunks.push(chunk)
  }
  const body = await unpacked(Buffer.concat(chunks), response.headers['content-encoding'], maxBytes)
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(response.headers['content-type'] ?? '')?.[1]
  const { etag, 'last-modified': lastModified } = response.headers
  return { state: 'fresh', text: decodeCalendar(body, charset), validators: { etag, lastModified } }
}

const unpackers: Record<string, (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>> = {
  br: promisify(brotliDecompress),
  deflate: promisify(inflate),
}

/** The first bytes tell gzip more surely than the header: some servers say it of plain text, some send it unsaid, or twice. */
async function unpacked(body: Buffer, encoding: string | undefined, maxOutputLength: number): Promise<Buffer> {
  let plain = body
  for (let layers = 0; layers < 2 && plain[0] === 0x1f && plain[1] === 0x8b; layers += 1) {
    plain = await promisify(gunzip)(plain, { maxOutputLength })
  }
  const unpack = unpackers[encoding?.trim().toLowerCase() ?? '']
  const looksPlain = /^[\s\uFEFF]*BEGIN:/i.test(plain.subarray(0, 100).toString('utf8'))
  return unpack === undefined || looksPlain ? plain : await unpack(plain, { maxOutputLength })
}

function retryAfterMs(header: string | undefined): number | undefined {
  if (header === undefined || !/^\d{1,7}$/.test(header)) return undefined
  return Number(header) * 1000
}

const tooLate = 'The calendar server did not answer in time.'

const failures: Record<string, string> = {
  ENOTFOUND: 'The server of this calendar address could not be found.',
  EAI_AGAIN: 'The server of this calendar address could not be found.',
  ECONNREFUSED: 'The calendar server does not answer.',
  ECONNRESET: 'The calendar server broke off.',
  ETIMEDOUT: tooLate,
}

/** Node's own messages hold names and addresses; only their code is looked at. */
function failureOf(error: unknown): FeedOutcome {
  if (!(error instanceof Error)) throw error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === privateAddressCode) return refused('private_network')
  if (code === 'ERR_BUFFER_TOO_LARGE') return refused('too_large')
  if (code.startsWith('Z_')) return failed('The calendar came in a damaged form.')
  if (/CERT|SSL|TLS/.test(code)) return failed('There is no safe connection to the calendar server: its certificate is not in order.')
  return failed(failures[code] ?? 'The calendar could not be read from its server.')
}

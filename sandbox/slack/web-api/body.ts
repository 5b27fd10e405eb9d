import type { IncomingMessage } from 'node:http'
import { isJson, parseJson, type Json } from '../json.ts'

/** The bytes of a request. */
export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

/** The arguments of a call from its address and its body: a form, JSON or multipart, as Slack takes them; `unreadable` otherwise. */
export async function argsOf(request: IncomingMessage, bytes: Buffer): Promise<Json | 'unreadable'> {
  const fromAddress = Object.fromEntries(new URL(request.url ?? '/', 'http://localhost').searchParams)
  const type = request.headers['content-type'] ?? ''
  if (bytes.length === 0) return fromAddress
  if (type.startsWith('application/json')) {
    const parsed = parseJson(bytes.toString())
    return isJson(parsed) ? { ...fromAddress, ...parsed } : 'unreadable'
  }
  if (type.startsWith('multipart/form-data')) {
    const fields = await multipart(type, bytes)
    return fields === 'unreadable' ? fields : { ...fromAddress, ...fields.texts }
  }
  return { ...fromAddress, ...Object.fromEntries(new URLSearchParams(bytes.toString())) }
}

/** The file in an upload: the only file of a multipart body, or the body itself. */
export async function uploadOf(request: IncomingMessage, bytes: Buffer): Promise<Buffer> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) return bytes
  const fields = await multipart(type, bytes)
  return fields === 'unreadable' ? bytes : (fields.file ?? bytes)
}

async function multipart(type: string, bytes: Buffer): Promise<{ texts: Json; file: Buffer | undefined } | 'unreadable'> {
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
    const texts: Json = {}
    let file: Buffer | undefined
    for (const [name, value] of form) {
      if (typeof value === 'string') texts[name] = value
      else file = Buffer.from(await value.arrayBuffer())
    }
    const body = texts['body']
    return { texts, file: file ?? (typeof body === 'string' ? Buffer.from(body) : undefined) }
  } catch {
    return 'unreadable'
  }
}

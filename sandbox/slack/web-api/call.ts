import { isJson, parseJson, type Json } from '../json.ts'
import type { Tier } from '../limits.ts'
import type { Slack } from '../slack.ts'

/** One Web API method: who may call it, how often, and what it answers. */
export type Method = {
  tier: Tier
  /** Any one of these lets the app call; none means that no scope is needed. */
  scopes: readonly string[]
  token?: 'app' | 'none'
  answer(slack: Slack, args: Args): Answer | Promise<Answer>
}

/** The body of Slack's answer; it goes out with HTTP 200 whether `ok` or not. */
export type Answer = Json & { ok: boolean }

export const ok = (body: Json = {}): Answer => ({ ok: true, ...body })

/** Slack's "no": its error code, with the sentences that say what was wrong where it gives any. */
export function refuse(error: string, messages: readonly string[] = [], more: Json = {}): Answer {
  const explained = messages.length === 0 ? {} : { response_metadata: { messages } }
  return { ok: false, error, ...more, ...explained }
}

export const missingScope = (needed: string, provided: Iterable<string>): Answer =>
  refuse('missing_scope', [], { needed, provided: [...provided].join(',') })

/** The arguments of a call, whichever of Slack's three encodings they came in: in a form everything is text, objects are JSON text. */
export class Args {
  readonly all: Json
  constructor(all: Json) {
    this.all = all
  }

  /** Trimmed of nothing; numbers and flags of a JSON body as text. Empty text counts as not given. */
  text(name: string): string | undefined {
    const value = this.all[name]
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
    return typeof value === 'string' && value !== '' ? value : undefined
  }

  /** As `text`, with empty text kept. */
  given(name: string): string | undefined {
    const value = this.all[name]
    return typeof value === 'string' ? value : this.text(name)
  }

  has(name: string): boolean {
    return this.all[name] !== undefined && this.all[name] !== null
  }

  flag(name: string): boolean {
    return ['true', '1'].includes(this.text(name) ?? '')
  }

  /** Undefined when not given, NaN when it is no number. */
  number(name: string): number | undefined {
    const value = this.text(name)
    return value === undefined ? undefined : Number(value)
  }

  /** An object or list, decoded when it came as JSON text; `unreadable` when the text is no JSON. */
  json(name: string): { value: unknown } | 'unreadable' {
    const value = this.all[name]
    if (typeof value !== 'string') return { value: value ?? undefined }
    if (value === '') return { value: undefined }
    const parsed = parseJson(value)
    return parsed === undefined ? 'unreadable' : { value: parsed }
  }

  /** Ids separated by commas, or a JSON list of them. */
  list(name: string): string[] {
    const value = this.all[name]
    const parsed = typeof value === 'string' && value.startsWith('[') ? parseJson(value) : value
    if (Array.isArray(parsed)) return parsed.filter((entry) => typeof entry === 'string')
    return (this.text(name) ?? '')
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
  }
}

/** Objects and lists among the arguments decoded, for the log. */
export function readableArgs(all: Json): Json {
  const { token: _token, ...rest } = all
  const decoded = (value: unknown) => (typeof value === 'string' && /^[[{]/.test(value) ? (parseJson(value) ?? value) : value)
  return Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, isJson(value) ? value : decoded(value)]))
}

import type { Json } from '../json.ts'
import { refuse, type Answer, type Args } from './call.ts'

/** A page of a list and the cursor of the next one, or Slack's refusal of the cursor or the limit. */
export function page<Entry>(
  all: readonly Entry[],
  args: Args,
  most: number,
  usual: number,
): { entries: Entry[]; next: string } | { refusal: Answer } {
  const start = args.text('cursor') === undefined ? 0 : decodeCursor(args.text('cursor') ?? '')
  if (start === undefined || start > all.length) return { refusal: refuse('invalid_cursor') }
  const limit = args.number('limit') ?? usual
  if (!Number.isInteger(limit) || limit < 0) return { refusal: refuse('invalid_limit') }
  const end = start + Math.min(limit === 0 ? usual : limit, most)
  return { entries: all.slice(start, end), next: end < all.length ? encodeCursor(end) : '' }
}

export function nextCursor(next: string): Json {
  return { response_metadata: { next_cursor: next } }
}

const encodeCursor = (position: number) => Buffer.from(`next:${position}`).toString('base64')

function decodeCursor(cursor: string): number | undefined {
  const found = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())
  return found ? Number(found[1]) : undefined
}

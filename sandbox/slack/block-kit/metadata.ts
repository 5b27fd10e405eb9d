import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { isRecord } from './record.ts'
import { findings, type Finding } from './wording.ts'

const plain = z.union([z.string(), z.number(), z.boolean()])
const flat = z.record(z.string(), plain)

/** docs.slack.dev/messaging/message-metadata; `entities` (Work Objects) are let through unread. */
const schema = z.strictObject({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.union([plain, flat, z.array(flat)])),
  entities: z.array(z.unknown()).optional(),
})

/** What is wrong with a message's metadata. An empty object removes the metadata of a message. */
export function checkMetadata(metadata: unknown): Finding[] {
  const pointer = '/metadata'
  if (metadata === undefined) return []
  if (!isRecord(metadata)) return [{ error: 'invalid_metadata_format', pointer, message: 'must provide an object' }]
  if (Object.keys(metadata).length === 0) return []
  const issues = schema.safeParse(metadata, { reportInput: true }).error?.issues ?? []
  const malformed = issues.flatMap((issue) => findings(issue, pointer))
  const bytes = new TextEncoder().encode(JSON.stringify(metadata)).length
  const tooLarge = { error: 'metadata_too_large', pointer, message: `must be less than ${LIMITS.metadataBytes + 1} bytes` }
  return bytes > LIMITS.metadataBytes ? [...malformed, tooLarge] : malformed
}

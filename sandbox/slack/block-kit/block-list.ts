import { acrossBlocks } from './across-blocks.ts'
import { BLOCKS } from './blocks.ts'
import { LIMITS } from './limits.ts'
import { isRecord } from './record.ts'
import { mayStandOn, type Surface } from './surfaces.ts'
import { findings, type Finding } from './wording.ts'

/** What is wrong with a list of blocks that is to stand on `surface`; `base` is the list's own pointer. */
export function checkBlocks(blocks: unknown, surface: Surface, base: string): Finding[] {
  if (!Array.isArray(blocks)) return [{ pointer: base, message: 'must provide an array' }]
  const most = surface === 'message' ? LIMITS.messageBlocks : LIMITS.viewBlocks
  const tooMany = blocks.length > most ? [{ pointer: base, message: `no more than ${most} items allowed` }] : []
  return [
    ...tooMany,
    ...blocks.flatMap((block, index) => checkBlock(block, surface, `${base}/${index}`)),
    ...acrossBlocks(blocks, surface, base),
  ]
}

function checkBlock(block: unknown, surface: Surface, base: string): Finding[] {
  if (!isRecord(block)) return [{ pointer: base, message: 'must provide an object' }]
  const { type } = block
  if (type === undefined) return [{ pointer: base, message: 'missing required field: type' }]
  const schema = typeof type === 'string' && mayStandOn(type, surface) ? BLOCKS.get(type) : undefined
  if (!schema) return [{ pointer: `${base}/type`, message: `unsupported type: ${String(type)}` }]
  const parsed = schema.safeParse(block, { reportInput: true })
  return (parsed.error?.issues ?? []).flatMap((issue) => findings(issue, base))
}

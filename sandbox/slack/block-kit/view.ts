import { z } from 'zod'
import { checkBlocks } from './block-list.ts'
import { upTo } from './length.ts'
import { LIMITS } from './limits.ts'
import { isRecord } from './record.ts'
import { plainText } from './text-object.ts'
import { findings, type Finding } from './wording.ts'

/** docs.slack.dev/reference/views; the blocks are checked on their own. */
const shared = {
  blocks: z.array(z.unknown()),
  private_metadata: upTo(LIMITS.privateMetadata).optional(),
  callback_id: upTo(LIMITS.id).optional(),
  external_id: upTo(LIMITS.id).optional(),
}

const modal = z.strictObject({
  type: z.literal('modal'),
  title: plainText(LIMITS.viewTitle),
  submit: plainText(LIMITS.viewTitle).optional(),
  close: plainText(LIMITS.viewTitle).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  ...shared,
})

const home = z.strictObject({ type: z.literal('home'), ...shared })

/** What is wrong with a view, with pointers below /view. */
export function viewFindings(view: unknown, surface: 'modal' | 'home'): Finding[] {
  const base = '/view'
  if (!isRecord(view)) return [{ pointer: base, message: 'must provide an object' }]
  const parsed = (surface === 'modal' ? modal : home).safeParse(view, { reportInput: true })
  const blocks = Array.isArray(view['blocks']) ? view['blocks'] : []
  return [
    ...(parsed.error?.issues ?? []).flatMap((issue) => findings(issue, base)),
    ...(surface === 'modal' && view['submit'] === undefined && blocks.some(isInput)
      ? [{ pointer: base, message: 'missing required field: submit' }]
      : []),
    ...checkBlocks(blocks, surface, `${base}/blocks`),
  ]
}

const isInput = (block: unknown): boolean => isRecord(block) && block['type'] === 'input'

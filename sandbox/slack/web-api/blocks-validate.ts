import { checkMessage, checkView, type Problem } from '../block-kit/check.ts'
import { at, textAt } from '../json.ts'
import { ok, refuse, type Args, type Method, type Answer } from './call.ts'

export const blocksValidate: Record<string, Method> = {
  'blocks.validate': { tier: 4, scopes: [], answer: (_slack, args) => validate(args) },
}

function validate(args: Args): Answer {
  const given = (['blocks', 'message', 'view'] as const).filter((name) => args.has(name))
  const [kind, ...others] = given
  if (!kind || others.length > 0) return refuse('invalid_arguments', ['[ERROR] give exactly one of blocks, message, view'])
  const read = args.json(kind)
  if (read === 'unreadable') return refuse(`invalid_${kind}`)
  const problems = problemsOf(kind, read.value)
  if (problems.length === 0) return ok()
  const errors = problems.map(({ error, pointer, message }) => ({ pointer, code: error, message }))
  return refuse(`invalid_${kind}`, [], { errors })
}

function problemsOf(kind: 'blocks' | 'message' | 'view', value: unknown): Problem[] {
  if (kind === 'view') return checkView(value, textAt(value, 'type') === 'home' ? 'home' : 'modal')
  if (kind === 'blocks') return checkMessage({ text: 'text', blocks: value }, 'post')
  const text = textAt(value, 'text')
  return checkMessage(
    { ...(text === undefined ? {} : { text }), blocks: at(value, 'blocks'), attachments: at(value, 'attachments') },
    'post',
  )
}

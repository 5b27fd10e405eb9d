import type { Problem } from './block-kit/check.ts'
import { isJson, textAt } from './json.ts'
import type { World } from './state.ts'

const pictures = new Set(['image/png', 'image/jpeg', 'image/gif'])

/** Pictures in blocks that Slack cannot show: no such file, not looked at yet, or no picture. `error` is the code to answer with. */
export function slackFileProblems(world: World, value: unknown, pointer: string, error: string): Problem[] {
  if (Array.isArray(value)) return value.flatMap((entry: unknown, index) => slackFileProblems(world, entry, `${pointer}/${index}`, error))
  if (!isJson(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = `${pointer}/${key}`
    if (key !== 'slack_file') return slackFileProblems(world, inner, here, error)
    return isReadyPicture(world, inner) ? [] : [{ error, pointer: here, message: `invalid slack file [json-pointer:${here}]` }]
  })
}

function isReadyPicture(world: World, reference: unknown): boolean {
  const id = textAt(reference, 'id') ?? /\/files\/(F[A-Z0-9]+)/.exec(textAt(reference, 'url') ?? '')?.[1]
  const file = world.files.get(id ?? '')
  return file?.state === 'complete' && !file.deleted && performance.now() >= file.readyAtMs && pictures.has(file.mimetype)
}

import type { Button, WorkflowButton } from '@slack/types'
import { useAsk } from '../confirm.tsx'
import type { Field } from '../form.ts'
import { goalOf } from '../link-goal.ts'
import { fieldKey, useSurface } from '../surface.ts'
import { withEmoji } from '../text.tsx'
import { useWorkspace } from '../workspace.ts'

/** A button. One with a link opens it and tells the app all the same, as in Slack. */
export function ButtonElement({ field, element }: { field: Field; element: Button | WorkflowButton }) {
  const { press, waiting } = useSurface()
  const { state, open } = useWorkspace()
  const ask = useAsk()
  const isWaiting = waiting.has(fieldKey(field))

  const pressed = async () => {
    if (isWaiting || (await ask(element.confirm)) === 'no') return
    if (element.type === 'button' && element.url !== undefined) {
      const goal = goalOf(
        element.url,
        state.app.id,
        (id) => state.conversations.find((one) => one.id === id || (id === state.app.id && one.app))?.id,
      )
      if (goal.kind === 'inside') open(goal.place)
      if (goal.kind === 'outside') window.open(goal.url, '_blank', 'noopener,noreferrer')
    }
    await press(field, {
      type: element.type,
      ...(element.type === 'button' && element.value !== undefined ? { value: element.value } : {}),
    })
  }

  return (
    <button
      type="button"
      class={`button ${element.style === undefined ? '' : `button-${element.style}`} ${isWaiting ? 'button-waiting' : ''}`}
      aria-busy={isWaiting}
      {...(element.accessibility_label === undefined ? {} : { 'aria-label': element.accessibility_label })}
      onClick={pressed}
    >
      <span>{withEmoji(element.text.text)}</span>
    </button>
  )
}

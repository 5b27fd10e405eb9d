import type { InputBlock } from '@slack/types'
import { useId } from 'preact/hooks'
import { Element } from '../elements/element.tsx'
import type { Field } from '../form.ts'
import { useSurface } from '../surface.ts'
import { withEmoji } from '../text.tsx'

/** An input with its label above, its hint and what is wrong with it below. */
export function InputField({ field, block }: { field: Field; block: InputBlock }) {
  const id = useId()
  const surface = useSurface()
  const problem = surface.problems[field.blockId]
  const isGroup = ['checkboxes', 'radio_buttons', 'datetimepicker'].includes(field.element.type)
  const label = (
    <>
      {withEmoji(block.label.text)}
      {block.optional === true && <span class="optional"> (optional)</span>}
    </>
  )
  return (
    <div class={`input-block ${problem === undefined ? '' : 'input-block-wrong'}`}>
      {isGroup ? (
        <div id={`${id}-label`} class="input-label">
          {label}
        </div>
      ) : (
        <label id={`${id}-label`} class="input-label" for={id}>
          {label}
        </label>
      )}
      <Element
        field={field}
        names={{
          id,
          labelledBy: `${id}-label`,
          ...(problem === undefined && block.hint === undefined
            ? {}
            : { describedBy: problem === undefined ? `${id}-hint` : `${id}-problem` }),
          ...(problem === undefined ? {} : { invalid: true }),
        }}
      />
      {problem !== undefined && (
        <div id={`${id}-problem`} class="input-problem" role="alert">
          {problem}
        </div>
      )}
      {block.hint !== undefined && (
        <div id={`${id}-hint`} class="input-hint">
          {withEmoji(block.hint.text)}
        </div>
      )}
    </div>
  )
}

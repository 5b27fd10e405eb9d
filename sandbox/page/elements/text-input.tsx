import { useEffect, useRef } from 'preact/hooks'
import type { ElementState } from '../../practice-api.ts'
import { richTextAsText, tellsTheApp, textAsRichText, type Field, type TextElement } from '../form.ts'
import { useSurface } from '../surface.ts'
import { nameAttributes, type Names } from './names.ts'

/** A line or an area of text. It counts characters down once a limit is near, and tells the app what is typed if it was asked to. */
export function TextInput({ field, element, names }: { field: Field; element: TextElement; names: Names }) {
  const { stateOf, change } = useSurface()
  const self = useRef<HTMLTextAreaElement & HTMLInputElement>(null)
  const text = wordsIn(stateOf(field))
  const isArea = element.type === 'rich_text_input' || (element.type === 'plain_text_input' && element.multiline === true)

  useEffect(() => {
    if (element.focus_on_load === true) self.current?.focus()
  }, [])
  useEffect(() => {
    if (!isArea || self.current === null) return
    self.current.style.height = 'auto'
    self.current.style.height = `${Math.min(Math.max(self.current.scrollHeight + 2, 84), 320)}px`
  }, [text])

  const attributes = {
    ...nameAttributes(names, element.placeholder?.text ?? 'Text'),
    ref: self,
    class: 'text-input',
    value: text,
    autoComplete: 'off',
    ...(element.placeholder === undefined ? {} : { placeholder: element.placeholder.text }),
    onInput: (event: { currentTarget: { value: string } }) => change(field, stateWith(element, event.currentTarget.value), 'typed'),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.isComposing || (isArea && !(event.metaKey || event.ctrlKey))) return
      if (tellsTheApp(field) === 'on enter' || tellsTheApp(field) === 'on character and enter') {
        event.preventDefault()
        change(field, stateWith(element, text), 'entered')
      }
    },
  }
  return (
    <div class="text-field">
      {isArea ? <textarea {...attributes} rows={3} /> : <input {...attributes} type="text" inputMode={modes[element.type]} />}
      <Counter element={element} length={text.length} />
    </div>
  )
}

const modes: Record<TextElement['type'], 'text' | 'email' | 'url' | 'decimal'> = {
  plain_text_input: 'text',
  rich_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'decimal',
}

const wordsIn = (state: ElementState): string =>
  state.rich_text_value === undefined ? (state.value ?? '') : richTextAsText(state.rich_text_value)

function stateWith(element: TextElement, text: string): ElementState {
  if (element.type === 'rich_text_input') return { type: element.type, rich_text_value: textAsRichText(text) }
  return { type: element.type, value: text === '' ? null : text }
}

/** How many characters are left, as Slack shows it: from the first one for short limits, near the end for long ones. */
function Counter({ element, length }: { element: TextElement; length: number }) {
  if (element.type !== 'plain_text_input' || element.max_length === undefined) return null
  const left = element.max_length - length
  if (length === 0 || (element.max_length > 200 && left > element.max_length * 0.2)) return null
  return (
    <span
      class={`text-counter ${left < 0 ? 'text-counter-over' : ''}`}
      aria-label={left < 0 ? `${-left} characters too many` : `${left} characters left`}
    >
      {left}
    </span>
  )
}

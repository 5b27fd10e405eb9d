import type { Checkboxes as CheckboxesElement, Option, RadioButtons as RadioElement } from '@slack/types'
import { useEffect, useId, useRef } from 'preact/hooks'
import type { ElementState } from '../../practice-api.ts'
import { useAsk } from '../confirm.tsx'
import { chosenOption, type Field } from '../form.ts'
import { useSurface } from '../surface.ts'
import { Text } from '../text.tsx'
import { nameAttributes, type Names } from './names.ts'

export function RadioButtons({ field, element, names }: { field: Field; element: RadioElement; names: Names }) {
  const { stateOf, change } = useSurface()
  const ask = useAsk()
  const group = useId()
  const chosen = stateOf(field).selected_option?.value
  const choose = async (option: Option) => {
    if ((await ask(element.confirm)) === 'yes') change(field, { type: element.type, selected_option: chosenOption(option) })
  }
  return (
    <Group role="radiogroup" names={names} focus={element.focus_on_load}>
      {element.options.map((option, place) => (
        <Choice
          key={option.value ?? place}
          kind="radio"
          name={group}
          option={option}
          checked={option.value === chosen}
          onChoose={() => choose(option)}
        />
      ))}
    </Group>
  )
}

export function Checkboxes({ field, element, names }: { field: Field; element: CheckboxesElement; names: Names }) {
  const { stateOf, change } = useSurface()
  const ask = useAsk()
  const group = useId()
  const chosen = new Set(stateOf(field).selected_options?.map((option) => option.value))
  const toggle = async (option: Option) => {
    if ((await ask(element.confirm)) === 'no') return
    const after = element.options.filter((one) => (one === option ? !chosen.has(one.value ?? '') : chosen.has(one.value ?? '')))
    const state: ElementState = { type: element.type, selected_options: after.map((one) => chosenOption(one)) }
    change(field, state)
  }
  return (
    <Group role="group" names={names} focus={element.focus_on_load}>
      {element.options.map((option, place) => (
        <Choice
          key={option.value ?? place}
          kind="checkbox"
          name={group}
          option={option}
          checked={chosen.has(option.value ?? '')}
          onChoose={() => toggle(option)}
        />
      ))}
    </Group>
  )
}

type GroupProps = { role: 'group' | 'radiogroup'; names: Names; focus: boolean | undefined; children: preact.ComponentChildren }

function Group({ role, names, focus, children }: GroupProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (focus === true) box.current?.querySelector('input')?.focus()
  }, [])
  return (
    <div ref={box} class="options-group" role={role} {...nameAttributes(names, 'Options')}>
      {children}
    </div>
  )
}

type ChoiceProps = { kind: 'radio' | 'checkbox'; name: string; option: Option; checked: boolean; onChoose: () => void }

function Choice({ kind, name, option, checked, onChoose }: ChoiceProps) {
  return (
    <label class="choice">
      <input
        type={kind}
        name={name}
        checked={checked}
        onChange={(event) => {
          // The surface decides what is chosen; the browser's own tick waits for it.
          event.currentTarget.checked = checked
          onChoose()
        }}
      />
      <span>
        <Text of={option.text} />
        {option.description !== undefined && (
          <small>
            <Text of={option.description} />
          </small>
        )}
      </span>
    </label>
  )
}

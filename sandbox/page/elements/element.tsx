import type { Field } from '../form.ts'
import { Unknown } from '../blocks/unknown.tsx'
import { ButtonElement } from './button.tsx'
import { DatePicker, DateTimePicker } from './date-picker.tsx'
import { FileInput } from './file-input.tsx'
import type { Names } from './names.ts'
import { Checkboxes, RadioButtons } from './options.tsx'
import { OverflowElement } from './overflow.tsx'
import { SelectElement } from './select.tsx'
import { TextInput } from './text-input.tsx'
import { TimePicker } from './time-picker.tsx'

/** One thing that can be pressed or filled in. `names` ties it to the label around it, where there is one. */
export function Element({ field, names = {} }: { field: Field; names?: Names }) {
  const { element } = field
  switch (element.type) {
    case 'button':
    case 'workflow_button':
      return <ButtonElement field={field} element={element} />
    case 'overflow':
      return <OverflowElement field={field} element={element} />
    case 'static_select':
    case 'external_select':
    case 'users_select':
    case 'conversations_select':
    case 'channels_select':
    case 'multi_static_select':
    case 'multi_external_select':
    case 'multi_users_select':
    case 'multi_conversations_select':
    case 'multi_channels_select':
      return <SelectElement field={field} element={element} names={names} />
    case 'datepicker':
      return <DatePicker field={field} element={element} names={names} />
    case 'timepicker':
      return <TimePicker field={field} element={element} names={names} />
    case 'datetimepicker':
      return <DateTimePicker field={field} element={element} names={names} />
    case 'radio_buttons':
      return <RadioButtons field={field} element={element} names={names} />
    case 'checkboxes':
      return <Checkboxes field={field} element={element} names={names} />
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
    case 'rich_text_input':
      return <TextInput field={field} element={element} names={names} />
    case 'file_input':
      return <FileInput field={field} names={names} />
    default:
      return <Unknown what={element satisfies never} />
  }
}

import { visibilityLine } from '../../coaching/access.ts'
import type { ModalView } from './kit.ts'
import { context, escape, modal, section, textField } from './kit.ts'

const copy = {
  title: 'Use my own',
  intro: (employee: string) => `Your own question for the 1:1 with ${employee}. It takes the place of the one that was offered.`,
  field: 'Your question',
  placeholder: 'What would you like to ask?',
  save: 'Use it',
  cancel: 'Cancel',
}

/** How long a manager's own question may be, in code points. */
export const longestOwnQuestion = 200

/** The form of *Use my own*. */
export function ownQuestionModal(data: { meetingId: string; employeeName: string; words: string | undefined }): ModalView {
  return modal(
    'own_question',
    { meetingId: data.meetingId },
    {
      title: copy.title,
      submit: copy.save,
      close: copy.cancel,
      blocks: [
        section(copy.intro(escape(data.employeeName))),
        textField('words', copy.field, { value: data.words, placeholder: copy.placeholder, maxLength: longestOwnQuestion }),
        context(visibilityLine('draft', { role: 'manager' }).short),
      ],
    },
  )
}

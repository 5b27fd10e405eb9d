import type { CoordinatorShown } from '../../coaching/coordinators.ts'
import type { ModalView } from './kit.ts'
import { button, context, escape, modal, personField, section } from './kit.ts'

const copy = {
  title: 'Coordinators',
  intro: 'Coordinators set Cuecard up and see counts. They read no plan, no session and no debrief.',
  you: ' (you)',
  named: { 'in the settings': 'named in the settings of the server', 'by a coordinator': 'named by a coordinator' },
  remove: 'Remove',
  who: 'Make somebody a coordinator',
  appoint: 'Appoint',
  logged: 'Who appoints or removes whom is written down.',
}

/** Slack draws up to 100 blocks; more coordinators than this are not shown one by one. */
const mostShown = 40

export function coordinatorsModal(people: readonly CoordinatorShown[]): ModalView {
  return modal(
    'coordinators',
    {},
    {
      title: copy.title,
      submit: copy.appoint,
      close: 'Done',
      blocks: [
        section(copy.intro),
        ...people.slice(0, mostShown).map((one) => {
          const who = `*${escape(one.name)}*${one.isYou ? copy.you : ''}, ${copy.named[one.named]}`
          if (one.named === 'in the settings') return section(who)
          const remove = {
            ...button('coordinator_remove', copy.remove, { personId: one.personId }),
            action_id: `coordinator_remove#${one.personId}`,
          }
          return section(who, remove)
        }),
        personField('person', copy.who, { placeholder: 'Pick a person' }),
        context(copy.logged),
      ],
    },
  )
}

import { refusal } from '../../coaching/refusal.ts'
import { chooseHandover, managerChanged } from '../../flows/handovers.ts'
import { text } from '../values.ts'
import { managerChangedModal } from '../views/handover.ts'
import { noticeModal } from '../views/notice.ts'
import type { ListenerParts } from './index.ts'
import { personOf } from './people.ts'

const coordinatorsOnly = refusal('not_coordinator', 'Only coordinators can say that somebody has a new manager. Nothing was changed.')

/** What goes over to a new manager, and the coordinator's word that there is one. */
export function listenToHandover(parts: ListenerParts): void {
  const { routes } = parts
  routes.action('handover_choose', async ({ store, value, person, now }) =>
    chooseHandover(store, value.handoverId, value.choice, person, now),
  )

  routes.action('manager_changed', async ({ person }) => (person.coordinator ? { open: managerChangedModal() } : coordinatorsOnly))

  routes.submission('manager_changed', async ({ store, person, now, values }) => {
    if (!person.coordinator) return coordinatorsOnly
    const [employeeSlackId, managerSlackId] = [text(values, 'employee'), text(values, 'manager')]
    if (employeeSlackId === undefined) return { errors: { employee: 'Please choose somebody.' } }
    if (managerSlackId === undefined) return { errors: { manager: 'Please choose somebody.' } }
    if (employeeSlackId === managerSlackId) return { errors: { manager: 'This is the same person. Please choose the new manager.' } }
    const employee = await personOf(parts, employeeSlackId, now)
    const manager = await personOf(parts, managerSlackId, now)
    if (employee === undefined) return { errors: { employee: 'Slack does not let Cuecard see this person. Please choose somebody else.' } }
    if (manager === undefined || manager.kind !== 'member')
      return { errors: { manager: 'The new manager has to be a full member of this workspace. Please choose somebody else.' } }
    const { ended } = await managerChanged(store, { employeeId: employee.id, newManagerId: manager.id, by: person.id }, now)
    return { update: noticeModal(ended === 0 ? nothingEnded : said) }
  })
}

const nothingEnded = 'There was no 1:1 of theirs with another manager, so nothing was changed.'
const said = 'It is done. The former plan is closed to the former manager, and the employee is asked what goes over.'

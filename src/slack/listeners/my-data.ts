import { isRefusal } from '../../coaching/refusal.ts'
import { deletePlan, erasePerson } from '../../flows/erasing.ts'
import { myDataOf, sendMyData } from '../../flows/my-data.ts'
import { myDataModal } from '../views/my-data.ts'
import { noticeModal } from '../views/notice.ts'
import type { ListenerParts } from './index.ts'
import { showForm } from './plan-screens.ts'
import { readerOf } from './reader.ts'

/** What is kept of a person: to see, to take along, to erase; and deleting a plan that has ended. */
export function listenToMyData({ routes }: ListenerParts): void {
  routes.action('my_data', async (call) => ({ open: myDataModal(await myDataOf(call.store.read, call.person, call.now), readerOf(call)) }))

  routes.action('my_data_export', async ({ store, person, now, where }) => {
    await sendMyData(store, person, now)
    return showForm(where, noticeModal('The file is on its way to your messages with Cuecard.'))
  })

  routes.action('my_data_erase', async ({ store, person, now, where }) => {
    await erasePerson(store, person, now)
    return showForm(where, noticeModal('It is erased. If you use Cuecard again, it begins anew.'))
  })

  routes.action('plan_delete', async ({ store, value, person, now, where }) => {
    const done = await deletePlan(store, value.pairId, person, now)
    if (isRefusal(done)) return done
    const sentence =
      done.deleted === 'erased' ? 'The plan is deleted, every word of it.' : 'The plan is put away. You can no longer read it.'
    return showForm(where, noticeModal(sentence))
  })
}

import { leaveUpload, lookAgain, wantUpload } from '../../flows/people-uploads.ts'
import { createPeopleFileReader } from '../people-file-reader.ts'
import type { ListenerParts } from './index.ts'

/** What a coordinator decides about a file of people data that they sent. */
export function listenToPeopleFiles({ routes, slack, wakeTick }: ListenerParts): void {
  const read = createPeopleFileReader(slack)
  routes.action('people_file_import', async (call) => {
    const no = await wantUpload(call.store, call.value.uploadId, call.person, call.now)
    wakeTick()
    return no
  })
  routes.action('people_file_leave', async (call) => leaveUpload(call.store, call.value.uploadId, call.person, call.now))
  routes.action('people_file_kind', async (call) =>
    lookAgain(call.store, read, call.value.uploadId, call.value.kind, call.person, call.now),
  )
}

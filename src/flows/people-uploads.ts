import type { UploadId } from '../coaching/ids.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { ImportOutcome } from '../coaching/people-data/import-outcome.ts'
import type { PeopleFile } from '../coaching/people-data/people-file.ts'
import type { PeopleDataKind } from '../coaching/people-data/rows.ts'
import type { UploadFindings, UploadReader, UploadShown } from '../coaching/people-data/upload.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal, refusal } from '../coaching/refusal.ts'
import { enqueue, redraw } from '../db/outbox.ts'
import { rememberedMap } from '../db/people-data.ts'
import type { Upload } from '../db/people-uploads.ts'
import { getUpload, insertUpload, moveUpload, saveLook, wantedUploads } from '../db/people-uploads.ts'
import type { Person } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { getWorkspace } from '../db/workspaces.ts'
import { importPeopleFile, previewImport } from './people-import.ts'

const messageKey = (id: UploadId) => `people-file/${id}`

/** A coordinator sent a file: it is looked at, and what taking it would change is shown to them. Nothing is taken yet. Safe to run again. */
export async function lookAtUpload(store: Store, read: UploadReader, by: Person, fileId: string, now: Temporal.Instant): Promise<void> {
  if (!by.coordinator) return
  const id = await store.write((tx) => insertUpload(tx, { workspaceId: by.workspaceId, byId: by.id, fileId, now }))
  if (id === undefined) return
  await look(store, read, await getUpload(store.read, id), undefined, now)
  await store.write((tx) =>
    enqueue(tx, {
      workspaceId: by.workspaceId,
      key: messageKey(id),
      kind: 'people_file',
      payload: { uploadId: id },
      to: { kind: 'person', id: by.id },
      now,
    }),
  )
}

/** The coordinator says that the file holds something else: it is looked at again as that. */
export async function lookAgain(
  store: Store,
  read: UploadReader,
  id: UploadId,
  kind: PeopleDataKind,
  by: Person,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const upload = await getUpload(store.read, id)
  if (upload.byId !== by.id || !by.coordinator) return notYours
  if (upload.state !== 'shown') return decided
  await look(store, read, upload, kind, now)
  await store.write((tx) => redraw(tx, upload.workspaceId, messageKey(id), now))
  return undefined
}

/** *Import*: the file is taken in a moment, outside of the three seconds that Slack gives a click. */
export async function wantUpload(store: Store, id: UploadId, by: Person, now: Temporal.Instant): Promise<Refusal | undefined> {
  return decide(store, id, by, 'wanted', now)
}

/** *Leave it*: nothing is changed, and nothing of what was found is kept. */
export async function leaveUpload(store: Store, id: UploadId, by: Person, now: Temporal.Instant): Promise<Refusal | undefined> {
  return decide(store, id, by, 'left', now)
}

async function decide(store: Store, id: UploadId, by: Person, to: 'wanted' | 'left', now: Temporal.Instant): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const upload = await getUpload(tx, id)
    if (upload.byId !== by.id || !by.coordinator) return notYours
    if (to === 'wanted' && (upload.found === undefined || upload.found.problems.length > 0)) return notReady
    if (!(await moveUpload(tx, id, 'shown', to))) return decided
    if (to === 'left') await saveLook(tx, id, { state: 'left', found: undefined })
    await redraw(tx, upload.workspaceId, messageKey(id), now)
    return undefined
  })
}

/** Takes the files that coordinators want taken. They are read anew: what is taken is what is in Slack now, against what is kept now. */
export async function takeWantedUploads(store: Store, read: UploadReader, now: Temporal.Instant): Promise<void> {
  for (const upload of await wantedUploads(store.read)) {
    const file = await readUpload(store, read, upload, upload.kind, now)
    if (isRefusal(file)) {
      await store.write((tx) => saveLook(tx, upload.id, { state: 'unreadable', why: file.sentence, found: undefined }))
    } else {
      const map = await rememberedMap(store.read, upload.workspaceId, file.kind)
      const outcome = await importPeopleFile(store, upload.workspaceId, file, { personId: upload.byId, map }, now)
      const isTaken = outcome.problems.length === 0
      const found = findings(file, outcome)
      await store.write((tx) =>
        saveLook(tx, upload.id, { state: isTaken ? 'taken' : 'shown', found: isTaken ? { ...found, notes: [], moreNotes: 0 } : found }),
      )
    }
    await store.write((tx) => redraw(tx, upload.workspaceId, messageKey(upload.id), now))
  }
}

async function look(
  store: Store,
  read: UploadReader,
  upload: Upload,
  kind: PeopleDataKind | undefined,
  now: Temporal.Instant,
): Promise<void> {
  const file = await readUpload(store, read, upload, kind, now)
  if (isRefusal(file)) {
    await store.write((tx) => saveLook(tx, upload.id, { state: 'unreadable', why: file.sentence, found: undefined }))
    return
  }
  const found = findings(file, await previewImport(store.read, upload.workspaceId, file))
  await store.write((tx) => saveLook(tx, upload.id, { kind: file.kind, state: 'shown', found }))
}

async function readUpload(
  store: Store,
  read: UploadReader,
  { fileId, workspaceId }: Upload,
  kind: PeopleDataKind | undefined,
  now: Temporal.Instant,
): Promise<PeopleFile | Refusal> {
  const { zone } = await getWorkspace(store.read, workspaceId)
  return read({
    fileId,
    kind,
    mapOf: (one) => rememberedMap(store.read, workspaceId, one),
    today: now.toZonedDateTimeISO(zone).toPlainDate().toString(),
  })
}

const most = { problems: 12, notes: 5, dropped: 20 }

function findings(file: PeopleFile, { problems, notes, held, difference }: ImportOutcome): UploadFindings {
  return {
    rows: file.rowCount,
    added: difference.added.length,
    changed: difference.changed.length,
    gone: difference.gone.length,
    unchanged: difference.unchanged,
    held: held.length,
    dropped: file.dropped.slice(0, most.dropped).map(({ header, because }) => (because === undefined ? header : `${header} (${because})`)),
    problems: problems.slice(0, most.problems),
    moreProblems: Math.max(0, problems.length - most.problems),
    notes: notes.slice(0, most.notes),
    moreNotes: Math.max(0, notes.length - most.notes),
  }
}

const notYours = refusal('not_yours', 'Only the coordinator who sent the file can decide this. Nothing was changed.')
const decided = refusal('decided', 'This was decided already. Nothing was changed. You can send the file again.')
const notReady = refusal(
  'not_ready',
  'There are problems in the file, so nothing can be imported yet. Please put them right and send it again.',
)

export async function loadPeopleFile(tx: Tx, { uploadId }: MessagePayload<'people_file'>): Promise<UploadShown> {
  const { id, kind, state, why, found } = await getUpload(tx, uploadId)
  return { uploadId: id, kind, state, why, found }
}

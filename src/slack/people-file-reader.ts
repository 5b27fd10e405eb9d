import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { UploadReader } from '../coaching/people-data/upload.ts'
import { kindOf } from '../coaching/people-data/upload.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal, refusal } from '../coaching/refusal.ts'
import { headerOf, largestFile, readPeopleFile, tooLarge } from '../people-files/read-people-file.ts'
import { errorCode } from './errors.ts'

/** Fetches and reads the files that coordinators send. What Slack throws for other reasons is thrown on: it is tried again. */
export function createPeopleFileReader(client: WebClient): UploadReader {
  return async ({ fileId, kind, mapOf, today }) => {
    const bytes = await fetchFile(client, fileId)
    if (isRefusal(bytes)) return bytes
    const read = kind ?? kindOf(await headerOf(bytes))
    return readPeopleFile(bytes, read, await mapOf(read), today)
  }
}

const byCommand = 'On the server the same is done with: npm run cuecard -- people import FILE --kind people'

async function fetchFile(client: WebClient, fileId: string): Promise<Uint8Array | Refusal> {
  let file: z.output<typeof fileAnswer>['file']
  try {
    file = fileAnswer.parse(await client.files.info({ file: fileId })).file
  } catch (error) {
    const code = errorCode(error)
    if (code === 'missing_scope')
      return refusal('missing_scope', `Slack does not let me read files here: the optional permission files:read is missing. ${byCommand}`)
    if (code === 'file_not_found' || code === 'file_deleted')
      return refusal('gone', 'The file is not in Slack any more, so nothing was changed. You can send it again.')
    throw error
  }
  if (!/\.(csv|txt|tsv)$/i.test(file.name ?? ''))
    return refusal(
      'no_csv',
      'This is no CSV file. In Excel: File, Save as, “CSV UTF-8”. In Google Sheets: File, Download, CSV. Then send that file.',
    )
  const large = tooLarge(file.size)
  if (large !== undefined) return refusal('too_large', large)
  const address = file.url_private_download ?? file.url_private
  if (address === undefined) return refusal('gone', 'Slack does not hand the file out, so nothing was changed. You can send it again.')
  const answer = await fetch(address, { headers: { authorization: `Bearer ${client.token}` }, signal: AbortSignal.timeout(30_000) })
  if (!answer.ok) throw new Error(`a file was not handed out (${answer.status})`)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  return bytes.length > largestFile.bytes ? refusal('too_large', tooLarge(bytes.length) ?? '') : bytes
}

const fileAnswer = z.looseObject({
  file: z.looseObject({
    name: z.string().nullish(),
    size: z.number().default(0),
    url_private: z.string().optional(),
    url_private_download: z.string().optional(),
  }),
})

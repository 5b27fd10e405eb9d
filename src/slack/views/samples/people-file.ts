import type { MessageData } from '../../../coaching/messages.ts'
import type { UploadFindings } from '../../../coaching/people-data/upload.ts'
import { extremes } from './extremes.ts'

const uploadId = 'up_0000000000000001'
const found: UploadFindings = {
  rows: 2140,
  added: 31,
  changed: 12,
  gone: 3,
  unchanged: 2094,
  held: 9,
  dropped: ['Salary (pay)', 'Home address (home address)', 'Office'],
  problems: [],
  moreProblems: 0,
  notes: [{ line: 1, column: 'status', sentence: 'There is no column status: whoever has no termination_date counts as active.' }],
  moreNotes: 0,
}
const problem = { line: 18, column: 'Hire date', sentence: '“31.04.2024” is a day that does not exist. Please look it up.' }
const shown = { uploadId, kind: 'people', state: 'shown', why: undefined, found } as const

export const peopleFileMessages = {
  people_file: {
    shown,
    with_problems: { ...shown, found: { ...found, problems: Array.from({ length: 12 }, () => problem), moreProblems: 230 } },
    one_row_of_absences: { ...shown, kind: 'absences', found: { ...found, rows: 1, notes: [], dropped: [], held: 0 } },
    wanted: { ...shown, state: 'wanted' },
    taken: { ...shown, state: 'taken' },
    left: { ...shown, state: 'left', found: undefined },
    unreadable: {
      ...shown,
      kind: undefined,
      state: 'unreadable',
      found: undefined,
      why: 'Slack does not let me read files here: the optional permission files:read is missing.',
    },
    ...extremes<MessageData['people_file']>((as) => as({ ...shown, found: { ...found, problems: [problem] } })),
  },
} satisfies { [K in 'people_file']: Record<string, MessageData[K]> }

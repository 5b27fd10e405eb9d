import { visibilityLine } from '../../coaching/access.ts'
import type { Problem } from '../../coaching/people-data/problem.ts'
import type { PeopleDataKind } from '../../coaching/people-data/rows.ts'
import { peopleDataKinds } from '../../coaching/people-data/rows.ts'
import type { UploadFindings, UploadShown } from '../../coaching/people-data/upload.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { KnownBlock, Message } from './kit.ts'
import { actions, button, context, escape, overflow, section, shorten } from './kit.ts'

const copy = {
  kinds: {
    people: 'people file',
    assignments: 'file of assignments',
    job_events: 'file of job events',
    opportunities: 'file of opportunities',
    performance: 'file of performance',
    absences: 'file of absences',
  } satisfies Record<PeopleDataKind, string>,
  read: (kind: string, rows: number) => `I read your ${kind}: ${rows} ${rows === 1 ? 'row' : 'rows'}. Nothing was imported yet.`,
  wouldChange: ({ added, changed, gone, unchanged }: UploadFindings) =>
    `*It would change:* ${added} new, ${changed} changed, ${gone} gone, ${unchanged} as before.`,
  held: (n: number) =>
    n === 1 ? '1 change waits until a coordinator has looked at it.' : `${n} changes wait until a coordinator has looked at them.`,
  dropped: (names: string) => `Left out unread: ${names}`,
  problems: '*These need to be put right first:*',
  more: (n: number) => `… and ${n} more`,
  notes: '*Worth knowing:*',
  import: 'Import',
  leave: 'Leave it',
  other: (kind: string) => `It is a ${kind}`,
  fix: 'Put them right in the file and send it again. If a column has another name, the command line takes a map for it, and I remember it.',
  wanted: (kind: string) => `I am importing your ${kind}. This message changes when it is done.`,
  taken: (kind: string, { added, changed, gone }: UploadFindings) =>
    `Your ${kind} was imported: ${added} new, ${changed} changed, ${gone} gone.`,
  deleteFile: 'The file itself is still in this conversation. You can delete it there.',
  left: 'Nothing was imported, and nothing that I read was kept.',
}

export function drawPeopleFile(data: UploadShown, _reader: Reader): Message {
  const kind = data.kind === undefined ? 'file' : copy.kinds[data.kind]
  switch (data.state) {
    case 'unreadable':
      return plain(data.why ?? copy.left)
    case 'left':
      return plain(copy.left)
    case 'wanted':
      return plain(copy.wanted(kind))
    case 'taken': {
      const sentence = data.found === undefined ? copy.left : copy.taken(kind, data.found)
      const held = data.found !== undefined && data.found.held > 0 ? [section(copy.held(data.found.held))] : []
      return { text: sentence, blocks: [section(sentence), ...held, context(copy.deleteFile)] }
    }
    case 'shown':
      return shown(data, kind)
    default:
      return data.state satisfies never
  }
}

function plain(sentence: string): Message {
  return { text: sentence, blocks: [section(escape(sentence))] }
}

function shown({ uploadId, kind, found }: UploadShown, name: string): Message {
  if (found === undefined) return plain(copy.left)
  const others = peopleDataKinds.filter((one) => one !== kind)
  const choose = overflow(
    ...others.map((one) => ({ act: 'people_file_kind' as const, label: copy.other(copy.kinds[one]), value: { uploadId, kind: one } })),
  )
  const isClean = found.problems.length === 0
  const first = copy.read(name, found.rows)
  return {
    text: `${first} ${isClean ? copy.wouldChange(found) : copy.problems}`,
    blocks: [
      section(first),
      ...(isClean ? [section([copy.wouldChange(found), ...(found.held > 0 ? [copy.held(found.held)] : [])].join('\n'))] : []),
      ...listed(copy.problems, found.problems, found.moreProblems),
      ...listed(copy.notes, found.notes, found.moreNotes),
      ...(found.dropped.length > 0 ? [context(shorten(copy.dropped(found.dropped.map(escape).join(', ')), 1_900))] : []),
      ...(isClean ? [] : [context(copy.fix)]),
      actions(
        ...(isClean ? [button('people_file_import', copy.import, { uploadId }, { style: 'primary' as const })] : []),
        button('people_file_leave', copy.leave, { uploadId }),
        choose,
      ),
      context(visibilityLine('setup', { role: 'coordinator' }).short),
    ],
  }
}

function listed(title: string, problems: readonly Problem[], more: number): KnownBlock[] {
  if (problems.length === 0) return []
  const lines = problems.map(
    ({ line, column, sentence }) =>
      `• line ${line}${column === undefined ? '' : `, ${escape(shorten(column, 60))}`}: ${escape(shorten(sentence, 300))}`,
  )
  if (more > 0) lines.push(copy.more(more))
  // A section holds 3,000 characters.
  const half = lines.join('\n').length > 2_500 ? Math.ceil(lines.length / 2) : lines.length
  const parts = [lines.slice(0, half), lines.slice(half)].filter((part) => part.length > 0)
  return parts.map((part, at) => section([...(at === 0 ? [title] : []), ...part].join('\n')))
}

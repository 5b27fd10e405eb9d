import { visibilityLine } from '../../coaching/access.ts'
import type { MondayNote } from '../../coaching/monday-note.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { Message } from './kit.ts'
import { actions, button, context, section } from './kit.ts'

const copy = {
  first: 'Your Monday note on Cuecard, in counts.',
  coverage: ({ withPair, ofRoster }: MondayNote['coverage']) =>
    ofRoster === undefined
      ? `*1:1s:* ${people(withPair)} with a running 1:1.`
      : `*1:1s:* ${people(withPair)} with a running 1:1, of ${ofRoster} whom the roster gives a manager.`,
  unconfirmed: (percent: number) => `*Confirmations:* ${percent}% of the steps of the last four weeks still wait for the employee.`,
  tooFew: '*Confirmations:* too few people to say anything.',
  ownerless: (n: number) =>
    n === 0
      ? '*Requests:* somebody is named for each that was sent on.'
      : `*Requests:* nobody is named for ${n === 1 ? '1 that was sent on' : `${n} that were sent on`}.`,
  reach: (undelivered: number, notFound: number) =>
    undelivered + notFound === 0
      ? '*Reach:* everybody could be written to.'
      : `*Reach:* Slack did not take a message to ${people(undelivered)}; ${people(notFound)} of the roster were not found in Slack.`,
  owners: 'Requests for help',
  missing: 'Who is missing?',
  none: 'It never holds a manager’s figures, and nobody’s words.',
}

const people = (n: number) => (n === 1 ? '1 person' : `${n} people`)

export function drawMondayNote(data: MondayNote, _reader: Reader): Message {
  const lines = [
    copy.coverage(data.coverage),
    data.unconfirmedPercent === undefined ? copy.tooFew : copy.unconfirmed(data.unconfirmedPercent),
    copy.ownerless(data.ownerless),
    copy.reach(data.undelivered, data.notFound),
  ]
  const buttons = [
    ...(data.ownerless > 0 ? [button('open_requests', copy.owners, { from: 0 })] : []),
    ...(data.notFound > 0 ? [button('roster_not_found', copy.missing, {})] : []),
  ]
  return {
    text: [copy.first, ...lines].join('\n').replaceAll('*', ''),
    blocks: [
      section(copy.first),
      section(lines.join('\n')),
      ...(buttons.length > 0 ? [actions(...buttons)] : []),
      context(copy.none),
      context(visibilityLine('aggregates', { role: 'coordinator' }).short),
    ],
  }
}

/** How a person stands towards the thing in question: the manager of that pair, the employee of that pair, and so on. */
export const roles = ['manager', 'employee', 'mentor', 'owner', 'coordinator'] as const
/** `owner` is whoever answers a kind of request. */
export type Role = (typeof roles)[number]

/** What can be read or written, one name for each row of the matrix. */
export const subjects = [
  'plan',
  'session',
  'draft',
  'scenario',
  'held',
  'request',
  'debrief',
  'pulse_answer',
  'settings',
  'aggregates',
  'setup',
] as const
export type Subject = (typeof subjects)[number]

/**
 * A condition under which an access holds. Whoever asks has checked it and says so.
 * - `own`: it is theirs: their draft, setting, pair or mentorship.
 * - `own_parts`: on the plan, the longer-term goal, their own topics and proposals, signing and commenting.
 * - `before_meeting`: their own answers, until the meeting starts.
 * - `excerpt_shown`: an excerpt the employee was shown first and did not refuse.
 * - `manager_asked`: the manager asked the mentor about it.
 * - `protected_time`: the protected time of the mentorship, and nothing of a pair.
 * - `sent_on`: what the requester chose to send on.
 * - `no_names`: kind, age, state and counts, without a name or a word anybody wrote.
 * - `landing`: that a debrief took place and how the conversation seemed to land.
 * - `until_sent`: their own answer, until they send it.
 * - `grouped`: figures over five people or more.
 * - `own_team`: figures over their own team, of five people or more.
 */
export type Condition =
  | 'own'
  | 'own_parts'
  | 'before_meeting'
  | 'excerpt_shown'
  | 'manager_asked'
  | 'protected_time'
  | 'sent_on'
  | 'no_names'
  | 'landing'
  | 'until_sent'
  | 'grouped'
  | 'own_team'

/** `yes` without a condition, `no`, or under one condition. */
export type Extent = 'yes' | 'no' | Condition
export type Access = { readonly read: Extent; readonly write: Extent }
export type AccessMatrix = Readonly<Record<Subject, Readonly<Record<Role, Access>>>>

/**
 * Whether a role may read a subject. `met` lists the conditions the caller has checked for this very reader and thing; without the one
 * that the matrix asks for, the answer is no.
 */
export function mayRead(role: Role, subject: Subject, met: readonly Condition[] = [], matrix: AccessMatrix = accessMatrix): boolean {
  return isAllowed(matrix[subject][role].read, met)
}

/** Whether a role may write a subject; `met` as in `mayRead`. */
export function mayWrite(role: Role, subject: Subject, met: readonly Condition[] = [], matrix: AccessMatrix = accessMatrix): boolean {
  return isAllowed(matrix[subject][role].write, met)
}

function isAllowed(extent: Extent, met: readonly Condition[]): boolean {
  return extent === 'yes' || (extent !== 'no' && met.includes(extent))
}

const none: Access = { read: 'no', write: 'no' }
const all: Access = { read: 'yes', write: 'yes' }
const own: Access = { read: 'own', write: 'own' }
const reads = (read: Extent): Access => ({ read, write: 'no' })

/**
 * Who may do what: the only source for both the checks and the visibility lines, so that what a screen promises is what the code enforces.
 * Explained for readers in docs/coaching.md, "Who can read what".
 */
export const accessMatrix: AccessMatrix = {
  plan: {
    manager: all,
    employee: { read: 'yes', write: 'own_parts' },
    mentor: reads('excerpt_shown'),
    owner: none,
    coordinator: none,
  },
  session: {
    manager: all,
    employee: { read: 'yes', write: 'before_meeting' },
    mentor: none,
    owner: none,
    coordinator: none,
  },
  draft: { manager: own, employee: own, mentor: own, owner: none, coordinator: own },
  scenario: { manager: all, employee: reads('yes'), mentor: reads('manager_asked'), owner: none, coordinator: none },
  held: {
    manager: all,
    employee: reads('yes'),
    mentor: reads('protected_time'),
    owner: none,
    coordinator: reads('grouped'),
  },
  request: {
    manager: all,
    employee: all,
    mentor: none,
    owner: reads('sent_on'),
    coordinator: reads('no_names'),
  },
  debrief: { manager: all, employee: reads('landing'), mentor: all, owner: none, coordinator: reads('no_names') },
  pulse_answer: {
    manager: none,
    employee: { read: 'until_sent', write: 'until_sent' },
    mentor: none,
    owner: none,
    coordinator: none,
  },
  settings: { manager: own, employee: own, mentor: own, owner: none, coordinator: own },
  aggregates: { manager: reads('own_team'), employee: none, mentor: none, owner: none, coordinator: reads('grouped') },
  setup: {
    manager: own,
    employee: own,
    mentor: own,
    owner: none,
    coordinator: { read: 'no_names', write: 'no_names' },
  },
}

/** Who reads a screen, and what the others in it are called there: `{ role: 'manager', names: { employee: 'Dev' } }`. */
export type VisibilityReader = { readonly role: Role; readonly names?: Readonly<Partial<Record<Role, string>>> }

/**
 * Who can read what is on this screen, for the end of a surface, always printed from the matrix that is enforced.
 * `full` names every condition and the two readers that no app can shut out; `short` says the same in one context line.
 */
export function visibilityLine(
  subject: Subject,
  reader: VisibilityReader,
  matrix: AccessMatrix = accessMatrix,
): { short: string; full: string } {
  const extentOf = (role: Role) => matrix[subject][role].read
  const isAuthor = extentOf(reader.role) === 'own' || extentOf(reader.role) === 'until_sent'
  const canRead = mentionedRoles.filter((role) => extentOf(role) === 'yes' || (isAuthor && role === reader.role))
  const canReadPart = mentionedRoles.filter((role) => !canRead.includes(role) && !['yes', 'no', 'own'].includes(extentOf(role)))
  const cannot = mentionedRoles.filter((role) => extentOf(role) === 'no' && role !== 'owner')

  if (isAuthor && canRead.length === 1 && canReadPart.length === 0) {
    const only = extentOf(reader.role) === 'until_sent' ? 'Only you can read this, until it is sent.' : 'Only you can read this.'
    return { short: `${only} ${shortOperatorLine}`, full: `${only} ${operatorLine}` }
  }
  const called = (role: Role) => calledBy(reader, role, subject === 'aggregates' || !canRead.includes(role) ? 'any' : 'this one')
  const canLine = canRead.length > 0 ? [`${listed(canRead.map(called))} can read this.`] : []
  const partLine =
    canReadPart.length > 0 ? [`${listed(canReadPart.map(called))} can see a part of ${canRead.length > 0 ? 'it' : 'this'}.`] : []
  const partLines = canReadPart.map((role) => `${called(role)} can ${conditionWords(extentOf(role), role, reader)}.`)
  const cannotLine = cannot.length > 0 ? [`${listed(cannot.map(called))} cannot.`] : []
  return {
    short: [...canLine, ...partLine, ...cannotLine, shortOperatorLine].map(capitalised).join(' '),
    full: [...canLine, ...partLines, ...cannotLine, operatorLine].map(capitalised).join(' '),
  }
}

/** The order in which a line names people; the reader always comes last, as "you". */
const mentionedRoles: readonly Role[] = ['employee', 'manager', 'mentor', 'owner', 'coordinator']

const operatorLine = 'Whoever runs the server and its key can read the database, and your company may be able to export Slack messages.'
const shortOperatorLine = 'The operator of the server and Slack exports may reach it.'

function calledBy(reader: VisibilityReader, role: Role, which: 'this one' | 'any'): string {
  if (role === reader.role) return 'you'
  const name = reader.names?.[role]
  if (name !== undefined) return name
  switch (role) {
    case 'manager':
      return which === 'any' ? 'managers' : reader.role === 'employee' ? 'your manager' : 'the manager'
    case 'employee':
      return which === 'any' ? 'employees' : 'the employee'
    case 'mentor':
      return which === 'any' ? 'mentors' : reader.role === 'manager' ? 'your mentor' : 'the mentor'
    case 'owner':
      return 'whoever answers the request'
    case 'coordinator':
      return 'coordinators'
  }
}

/** What follows "can": written about the role, or about "you". */
function conditionWords(extent: Extent, role: Role, reader: VisibilityReader): string {
  const their = role === reader.role ? 'your' : 'their'
  const employee = calledBy(reader, 'employee', 'this one')
  const manager = calledBy(reader, 'manager', 'this one')
  switch (extent) {
    case 'yes':
      return 'read this'
    case 'no':
      return 'not read this'
    case 'own':
      return `read what is ${their} own`
    case 'own_parts':
      return `read ${their} own parts of it`
    case 'before_meeting':
      return `read ${their} own answers until the meeting`
    case 'excerpt_shown':
      return `read an excerpt that ${employee} ${employee === 'you' ? 'were' : 'was'} shown first and did not refuse`
    case 'manager_asked':
      return `read this when ${manager} ${manager === 'you' ? 'ask' : 'asks'} about it`
    case 'protected_time':
      return `see the protected time of ${their} own mentoring, and nothing of this`
    case 'sent_on':
      return 'read what was sent on with the request'
    case 'no_names':
      return 'see kinds, dates and counts, without names and without what anybody wrote'
    case 'landing':
      return 'see that it took place and how the conversation seemed to land'
    case 'until_sent':
      return `read ${their} own answer until it is sent`
    case 'grouped':
      return 'see figures over five people or more'
    case 'own_team':
      return `see figures over ${their} own team, from five people up`
  }
}

function listed(names: readonly string[]): string {
  const youLast = [...names.filter((name) => name !== 'you'), ...names.filter((name) => name === 'you')]
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(youLast)
}

function capitalised(line: string): string {
  return line.charAt(0).toUpperCase() + line.slice(1)
}

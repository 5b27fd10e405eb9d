import { randomBytes } from 'node:crypto'
import type { Id } from '../coaching/ids.ts'

const prefixes = {
  person: 'p',
  plan: 'pl',
  pair: 'pr',
  meeting: 'm',
  trigger: 't',
  triggerMessage: 'tm',
  invitation: 'i',
  answers: 'an',
  session: 's',
  draft: 'd',
  goal: 'g',
  version: 'v',
  agreement: 'ag',
  action: 'a',
  topic: 'to',
  request: 'r',
  resource: 'rs',
  question: 'q',
  mentorship: 'ms',
  mentoringMeeting: 'mm',
  mentoringTrigger: 'mt',
  circle: 'ci',
  circleMember: 'cx',
  circleMeeting: 'cm',
  teamRhythm: 'tr',
  teamReflection: 'tf',
  teamEntry: 'te',
  debrief: 'db',
  entry: 'e',
  outbox: 'o',
  feed: 'f',
  peopleImport: 'pi',
  upload: 'up',
  rosterChange: 'rc',
  restore: 're',
  file: 'fl',
  planText: 'pt',
  handover: 'ho',
  audit: 'au',
  erasure: 'er',
  comment: 'c',
  pilot: 'po',
  deviation: 'dv',
  pulseWave: 'pw',
  invited: 'in',
} as const

/** A new id: a short prefix that says of what, and 16 random letters and digits (over 80 bits). */
export function newId<Name extends keyof typeof prefixes>(of: Name): Id<Name> {
  let random = ''
  // The alphabet has 32 letters, so that the lower five bits of a random byte pick each equally often.
  for (const byte of randomBytes(16)) random += alphabet[byte & 31]
  // The brand is given here and wherever a row or payload has been parsed.
  return `${prefixes[of]}_${random}` as Id<Name>
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

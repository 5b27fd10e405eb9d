import { randomInt } from 'node:crypto'
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
  request: 'r',
  question: 'q',
  mentorship: 'ms',
  debrief: 'db',
  entry: 'e',
  outbox: 'o',
  feed: 'f',
  restore: 're',
  file: 'fl',
  peopleImport: 'pi',
  pilot: 'pt',
  deviation: 'dv',
  pulseWave: 'pw',
  invited: 'in',
  pulseAnswer: 'pa',
} as const

/** A new id: a short prefix that says of what, and 16 random letters and digits (over 80 bits). */
export function newId<Name extends keyof typeof prefixes>(of: Name): Id<Name> {
  let random = ''
  for (let i = 0; i < 16; i++) random += alphabet[randomInt(alphabet.length)]
  // The brand is given here and wherever a row or payload has been parsed.
  return `${prefixes[of]}_${random}` as Id<Name>
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

import type { Context } from '../../src/coaching/question-bank.ts'
import { cast, coordinator } from '../cast.ts'
import type { PersonSeed } from '../slack/index.ts'
import type { Dice } from './dice.ts'

export type Seat = PersonSeed & { id: string; zone: string }
/** A manager with everybody whom they coach, and what their work is like. */
export type Team = { manager: Seat; employees: Seat[]; context: Context }
export type Company = { teams: Team[]; mentors: Seat[]; coordinator: Seat }

/** 40 managers with seven employees each, and ten mentors. Maya, Dev, Chi, Tomas and Lena of the practice workspace are among them. */
export function company(dice: Dice): Company {
  const newcomers = namesIn(dice)
  const seat = (title: string, zone: string): Seat => {
    const name = newcomers.next().value
    if (name === undefined) throw new Error('the company has more people than names')
    const handle = name
      .normalize('NFKD')
      .replaceAll(/[^A-Za-z]/g, '')
      .toUpperCase()
    return { id: `U0${handle.slice(0, 16)}`, name, title, zone, email: `${handle.toLowerCase()}@example.com`, locale: 'en-GB' }
  }
  const [maya, dev, chi, tomas, lena] = cast
  const mentors: Seat[] = [{ ...tomas }, ...Array.from({ length: 9 }, () => seat('Director and mentor', dice.pick(zones)))]
  const teams = Array.from({ length: 40 }, (_none, index): Team => {
    const line = lines[index % lines.length] ?? lines[0]
    if (index === 0)
      return {
        manager: { ...maya },
        employees: [{ ...dev }, { ...chi }, ...Array.from({ length: 5 }, () => seat('Account manager', maya.zone))],
        context: 'sales',
      }
    const zone = dice.pick(zones)
    return {
      manager: seat(line.manager, zone),
      employees: Array.from({ length: 7 }, () => seat(line.employee, dice.chance(0.8) ? zone : dice.pick(zones))),
      context: line.context,
    }
  })
  if (lena.id !== coordinator) throw new Error('somebody else coordinates')
  return { teams, mentors, coordinator: { ...lena } }
}

/** The practice workspace's own people first, who stand first on the page too. */
export function everybody({ teams, mentors, coordinator: lena }: Company): Seat[] {
  const all = [...teams.map(({ manager }) => manager), ...mentors, lena, ...teams.flatMap(({ employees }) => employees)]
  const first: readonly string[] = cast.map(({ id }) => id)
  return [...first.flatMap((id) => all.find((seat) => seat.id === id) ?? []), ...all.filter(({ id }) => !first.includes(id))]
}

const zones = [
  'Europe/Berlin',
  'Europe/Berlin',
  'Europe/Berlin',
  'Europe/Prague',
  'Europe/Lisbon',
  'Europe/London',
  'America/New_York',
] as const

const lines: readonly [Line, ...Line[]] = [
  { manager: 'Head of Sales', employee: 'Account manager', context: 'sales' },
  { manager: 'Support lead', employee: 'Support specialist', context: 'support' },
  { manager: 'Operations manager', employee: 'Operations specialist', context: 'operations' },
  { manager: 'Project lead', employee: 'Engineer', context: 'project' },
  { manager: 'Finance manager', employee: 'Analyst', context: 'general' },
]
type Line = { manager: string; employee: string; context: Context }

/** Every name once, in an order that the dice choose. */
function* namesIn(dice: Dice): Generator<string, undefined> {
  const left = given.flatMap((first) => family.map((last) => `${first} ${last}`))
  while (left.length > 0) {
    const [name] = left.splice(dice.between(0, left.length - 1), 1)
    if (name !== undefined) yield name
  }
  return undefined
}

const given = [
  'Amara',
  'Anouk',
  'Arjun',
  'Beatriz',
  'Bilal',
  'Carmen',
  'Chinedu',
  'Daria',
  'Diego',
  'Elif',
  'Emeka',
  'Farah',
  'Felix',
  'Freya',
  'Hana',
  'Henrik',
  'Imani',
  'Ines',
  'Jonas',
  'Jun',
  'Kateřina',
  'Kofi',
  'Leila',
  'Luca',
  'Magnus',
  'Mei',
  'Nadia',
  'Nils',
  'Oksana',
  'Omar',
  'Priya',
  'Rafael',
  'Rosa',
  'Sanna',
  'Selim',
  'Tariq',
  'Thuy',
  'Viktor',
  'Yara',
  'Zofia',
]
const family = [
  'Abara',
  'Almeida',
  'Bakker',
  'Berg',
  'Costa',
  'Demir',
  'Eriksen',
  'Fischer',
  'García',
  'Haddad',
  'Ivanova',
  'Jensen',
  'Kaya',
  'Kowalska',
  'Lindqvist',
  'Mensah',
  'Moreau',
  'Nguyen',
  'Novák',
  'Okafor',
  'Patel',
  'Quispe',
  'Rossi',
  'Sato',
  'Schäfer',
  'Silva',
  'Tanaka',
  'Varga',
  'Weber',
  'Zhang',
]

import { z } from 'zod'
import { phraseBook, phraseLanguage, tokensOf, type Phrase, type PhraseBook } from './phrases.ts'
import { isRefusal } from './refusal.ts'
import wordsFile from './sensitive-words.json' with { type: 'json' }

/** The matters that are better shared with a person than in here, the most urgent first. */
export const sensitiveTopics = ['danger', 'harassment', 'health', 'legal', 'ethics', 'family_money'] as const
export type SensitiveTopic = (typeof sensitiveTopics)[number]

/**
 * The likely sensitive topic of what was typed, or undefined. Danger wins over everything; of the other topics the one with the longest
 * phrase found, ties in the order of `sensitiveTopics`.
 *
 * Pure, and silent about the texts: they are neither kept nor returned, and neither is the phrase that was found. Call it in memory, before
 * anything is written. It will miss things and stop harmless ones, so the person can always go on ("Keep it as it is").
 * Language of the phrases and the choice behind them: docs/coaching.md, "Sensitive matters".
 */
export function checkSensitive(texts: readonly string[], { words }: { words: SensitiveWords }): { topic: SensitiveTopic } | undefined {
  let found: { topic: SensitiveTopic; length: number } | undefined
  for (const text of texts) {
    const tokens = withoutInnocent(tokensOf(text), words.innocent)
    for (const topic of sensitiveTopics) {
      const length = Math.max(0, ...words.topics[topic](tokens).map(({ start, end }) => end - start))
      if (length === 0) continue
      if (topic === 'danger') return { topic }
      if (found === undefined || length > found.length) found = { topic, length }
    }
  }
  return found && { topic: found.topic }
}

/** Where each topic leads; the organisation names the contact behind each route, for each country. */
export const contactRoutes = [
  'emergency_number',
  'crisis_line',
  'trained_contact',
  'outside_line',
  'occupational_health',
  'employee_assistance',
  'adviser',
  'immigration_contact',
  'speak_up_line',
  'hr',
] as const
export type ContactRoute = (typeof contactRoutes)[number]

/** The routes for each topic, the first to try first. */
export const routesFor: Readonly<Record<SensitiveTopic, readonly ContactRoute[]>> = {
  danger: ['emergency_number', 'crisis_line'],
  harassment: ['trained_contact', 'hr', 'outside_line'],
  health: ['occupational_health', 'employee_assistance', 'hr'],
  legal: ['adviser', 'immigration_contact'],
  ethics: ['speak_up_line'],
  family_money: ['employee_assistance'],
}

export const contactRouteLabels: Readonly<Record<ContactRoute, string>> = {
  emergency_number: 'Emergency number',
  crisis_line: 'Crisis line',
  trained_contact: 'Trained contact for harassment and discrimination',
  outside_line: 'Outside line',
  occupational_health: 'Occupational health',
  employee_assistance: 'Employee assistance',
  adviser: 'Legal adviser',
  immigration_contact: 'Immigration contact',
  speak_up_line: 'Speak-up line',
  hr: 'HR',
}

/** A person or line, and how to reach it: a number, an address, a page. */
export type Contact = { readonly route: ContactRoute; readonly name: string; readonly reach: string }

/** Contacts by country (ISO 3166 code, like `DE`), and those for everywhere else. */
export type Contacts = { readonly byCountry: Readonly<Record<string, readonly Contact[]>>; readonly elsewhere: readonly Contact[] }

/** What the card says. It is shown to one person alone and never stored. */
export type ContactCard = {
  title: string
  /** How urgent danger is, what the app is not, or that no contact was set up. */
  notes: string[]
  contacts: { label: string; name: string; reach: string }[]
}

export const contactCardTitle = 'This may be better shared with a person than in here. Nothing has been saved.'

/**
 * The card for a topic, or with every contact when no topic is known because somebody picked *Something private*.
 * Takes the country's contact of each route, else the one for everywhere; says plainly when there is none for any of them.
 */
export function contactCard(country: string, contacts: Contacts, topic?: SensitiveTopic): ContactCard {
  const routes = topic === undefined ? contactRoutes : routesFor[topic]
  const own = contacts.byCountry[country] ?? []
  const found = routes.flatMap((route) => {
    const here = own.filter((contact) => contact.route === route)
    return here.length > 0 ? here : contacts.elsewhere.filter((contact) => contact.route === route)
  })
  const notes = [
    ...(topic === 'danger' ? ['If you or somebody else is in danger now, call the emergency number where you are.'] : []),
    ...(found.length === 0 ? ['No contact has been set up for this yet. Your HR team can tell you who to turn to.'] : []),
    'Cuecard is not a counsellor, a lawyer or a way to report something.',
  ]
  return {
    title:
      topic !== undefined
        ? contactCardTitle
        : found.length > 0
          ? 'Here is who you can talk to. Nothing has been saved.'
          : 'Nothing has been saved.',
    notes,
    contacts: found.map(({ route, name, reach }) => ({ label: contactRouteLabels[route], name, reach })),
  }
}

/** Routes that lead to nobody, for a country: what set-up asks for before it goes live. */
export function missingRoutes(country: string, contacts: Contacts): ContactRoute[] {
  const set = [...(contacts.byCountry[country] ?? []), ...contacts.elsewhere].map((contact) => contact.route)
  return contactRoutes.filter((route) => !set.includes(route))
}

const phraseList = z.record(z.string(), z.array(z.string()))
const fileSchema = z.object({
  version: z.string(),
  groups: z.record(z.string(), z.array(z.string()).min(1)),
  topics: z.object({
    danger: phraseList,
    harassment: phraseList,
    health: phraseList,
    legal: phraseList,
    ethics: phraseList,
    family_money: phraseList,
  } satisfies Record<SensitiveTopic, z.ZodType>),
  innocent: phraseList,
})

/** A word list ready for use: phrases of every language together, because people mix them. */
export type SensitiveWords = {
  readonly topics: Readonly<Record<SensitiveTopic, PhraseBook>>
  /** Phrases that are taken out before the topics are looked for. */
  readonly innocent: PhraseBook
}

/** Reads a word list in the form of sensitive-words.json; a phrase that cannot be read is an issue at its place. */
export const sensitiveWordsSchema = fileSchema.transform(({ groups, topics, innocent }, check): SensitiveWords => {
  const phraseOf = phraseLanguage(groups)
  const read = (list: Record<string, string[]>, path: string[]): PhraseBook =>
    phraseBook(
      Object.entries(list).flatMap(([language, written]) =>
        written.flatMap((line, index): Phrase[] => {
          const phrase = phraseOf(line)
          if (!isRefusal(phrase)) return [phrase]
          check.addIssue({ code: 'custom', path: [...path, language, index], message: phrase.sentence })
          return []
        }),
      ),
    )
  return {
    topics: {
      danger: read(topics.danger, ['topics', 'danger']),
      harassment: read(topics.harassment, ['topics', 'harassment']),
      health: read(topics.health, ['topics', 'health']),
      legal: read(topics.legal, ['topics', 'legal']),
      ethics: read(topics.ethics, ['topics', 'ethics']),
      family_money: read(topics.family_money, ['topics', 'family_money']),
    },
    innocent: read(innocent, ['innocent']),
  }
})

/** The English and German list that comes with Cuecard. */
export const sensitiveWords: SensitiveWords = sensitiveWordsSchema.parse(wordsFile)

/** A token that no phrase matches and no gap crosses. */
const takenOut = '.'

function withoutInnocent(tokens: readonly string[], innocent: PhraseBook): string[] {
  const left = [...tokens]
  for (const { start, end } of innocent(tokens)) left.fill(takenOut, start, end)
  return left
}

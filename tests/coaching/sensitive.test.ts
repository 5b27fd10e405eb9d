import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  checkSensitive,
  contactCard,
  contactRoutes,
  missingRoutes,
  routesFor,
  sensitiveTopics,
  sensitiveWords,
  sensitiveWordsSchema,
  type Contacts,
} from '../../src/coaching/sensitive.ts'
import { questionBank } from '../../src/coaching/question-bank.ts'
import { playbooks } from '../../src/coaching/playbooks.ts'
import { helpKindLabels, sessionFields } from '../../src/coaching/session-fields.ts'
import { everydayWork, mustMatch, mustNotMatch } from './sensitive-sentences.ts'

const words = sensitiveWords
const topicOf = (text: string) => checkSensitive([text], { words })?.topic

describe('the sensitive-matters check', () => {
  describe.each(sensitiveTopics)('on %s', (topic) => {
    it.each(mustMatch[topic])('notices "%s"', (sentence) => {
      expect(topicOf(sentence)).toBe(topic)
    })

    it.each(mustNotMatch[topic])('lets "%s" pass', (sentence) => {
      expect(topicOf(sentence)).toBeUndefined()
    })

    it('is tried on at least sixty sentences of each kind', () => {
      expect(new Set(mustMatch[topic]).size).toBeGreaterThanOrEqual(60)
      expect(new Set(mustNotMatch[topic]).size).toBeGreaterThanOrEqual(60)
    })
  })

  it.each(everydayWork)('lets everyday work pass: "%s"', (sentence) => {
    expect(topicOf(sentence)).toBeUndefined()
  })

  it('lets every sentence of our own pass: questions, hints and labels', () => {
    const ours = [
      ...questionBank.questions.flatMap(({ text, followUp }) => [text, followUp]),
      ...Object.values(sessionFields).flatMap((field) => ('placeholder' in field ? [field.label, field.placeholder] : [field.label])),
      ...Object.values(helpKindLabels),
      ...Object.values(playbooks).flatMap(({ name, signs, doThis }) => [name, ...signs, ...doThis]),
    ]
    expect(ours.filter((text) => topicOf(text) !== undefined)).toEqual([])
  })

  it('finds a matter in any of several fields, and anywhere in a long text', () => {
    expect(checkSensitive(['Call the two accounts', '', 'I am pregnant'], { words })).toEqual({ topic: 'health' })
    expect(topicOf(`${'Call the two stalled accounts. '.repeat(80)}I am pregnant. ${'Then write the note. '.repeat(80)}`)).toBe('health')
  })

  it('puts danger before everything, and otherwise the more specific phrase', () => {
    expect(checkSensitive(['My visa runs out in May', 'I want to die'], { words })).toEqual({ topic: 'danger' })
    expect(topicOf('My daughter has cancer')).toBe('family_money')
  })

  it('does not join the end of one sentence to the start of the next', () => {
    expect(topicOf('What I want to see is a plan. Want to? Die cutting starts on Monday.')).toBeUndefined()
    expect(topicOf('Nobody said who I am.\nSick demo, by the way.')).toBeUndefined()
  })

  it('still notices a matter beside its innocent use', () => {
    expect(topicOf('The suicide prevention charity is our client, and I have thought about suicide myself')).toBe('danger')
  })

  it('sees through case, spaces, accents, invisible characters and other widths', () => {
    const disguise = fc.constantFrom(
      (text: string) => text.toUpperCase(),
      (text: string) => text.replaceAll(' ', ' \t\u00A0 '),
      (text: string) => [...text].join('\u200B'),
      (text: string) => [...text].join('\u00AD'),
      (text: string) => text.replaceAll('e', 'e\u0301').replaceAll('a', 'a\u0308'),
      (text: string) => text.replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0)),
      (text: string) => `Monday: (${text})!`,
    )
    const known = fc.constantFrom(...sensitiveTopics.flatMap((topic) => mustMatch[topic].slice(0, 20).map((text) => ({ topic, text }))))
    fc.assert(
      fc.property(known, disguise, ({ topic, text }, hide) => {
        expect(topicOf(hide(text))).toBe(topic)
      }),
    )
  })

  it('reads German with and without umlauts', () => {
    expect(topicOf('Mein Mann schlägt mich')).toBe('danger')
    expect(topicOf('Mein Mann schlaegt mich')).toBe('danger')
    expect(topicOf('Mein Mann schla\u0308gt mich')).toBe('danger')
  })

  it('answers for any text at all, and gives back a topic and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 200 }), { maxLength: 4 }), (texts) => {
        const found = checkSensitive(texts, { words })
        expect(found === undefined || Object.keys(found).join() === 'topic').toBe(true)
      }),
    )
  })

  it('takes a list that somebody edited, and names the phrase that cannot be read', () => {
    const none = { en: [] }
    const topics = { danger: none, harassment: none, health: none, legal: none, ethics: none, family_money: none }
    const edited = sensitiveWordsSchema.parse({
      version: '2',
      groups: { body: ['back', 'left knee'] },
      topics: { ...topics, health: { en: ['my $body hurts'] } },
      innocent: { en: ['my back hurts laughing'] },
    })
    expect(checkSensitive(['My left knee hurts'], { words: edited })).toEqual({ topic: 'health' })
    expect(checkSensitive(['My back hurts laughing'], { words: edited })).toBeUndefined()

    const broken = sensitiveWordsSchema.safeParse({
      version: '2',
      groups: {},
      topics: { ...topics, legal: { en: ['ok', '(a|b'] } },
      innocent: {},
    })
    expect(broken.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['topics.legal.en.1', 'The phrase "(a|b" cannot be read: a bracket is not closed.'],
    ])
  })
})

describe('the contact card', () => {
  const contacts: Contacts = {
    byCountry: {
      DE: [
        { route: 'emergency_number', name: 'Notruf', reach: '112' },
        { route: 'hr', name: 'Ines Brandt', reach: 'ines@example.test' },
      ],
    },
    elsewhere: [
      { route: 'hr', name: 'People team', reach: 'people@example.test' },
      { route: 'occupational_health', name: 'Health line', reach: '+1 555 0100' },
    ],
  }

  it('says that nothing was saved and names the contacts of the topic, the country’s own first', () => {
    expect(contactCard('DE', contacts, 'health')).toEqual({
      title: 'This may be better shared with a person than in here. Nothing has been saved.',
      notes: ['Cuecard is not a counsellor, a lawyer or a way to report something.'],
      contacts: [
        { label: 'Occupational health', name: 'Health line', reach: '+1 555 0100' },
        { label: 'HR', name: 'Ines Brandt', reach: 'ines@example.test' },
      ],
    })
  })

  it('says plainly when nobody was named, and for danger gives the advice that needs no contact', () => {
    expect(contactCard('FR', contacts, 'danger')).toMatchObject({
      contacts: [],
      notes: [
        'If you or somebody else is in danger now, call the emergency number where you are.',
        'No contact has been set up for this yet. Your HR team can tell you who to turn to.',
        'Cuecard is not a counsellor, a lawyer or a way to report something.',
      ],
    })
  })

  it('shows every contact when somebody picked "Something private" and no topic is known', () => {
    const card = contactCard('DE', contacts)
    expect(card.title).toBe('Here is who you can talk to. Nothing has been saved.')
    expect(card.contacts.map(({ name }) => name)).toEqual(['Notruf', 'Health line', 'Ines Brandt'])
  })

  it('tells set-up which routes still lead to nobody', () => {
    expect(missingRoutes('DE', contacts)).not.toContain('emergency_number')
    expect(missingRoutes('FR', contacts)).toContain('emergency_number')
    expect(missingRoutes('FR', { byCountry: {}, elsewhere: [] })).toEqual([...contactRoutes])
  })

  it('has a route for every topic', () => {
    expect(sensitiveTopics.filter((topic) => routesFor[topic].length === 0)).toEqual([])
  })
})

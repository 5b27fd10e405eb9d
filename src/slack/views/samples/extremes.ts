import { debriefFields } from '../../../coaching/debrief.ts'
import { requestTextLength } from '../../../coaching/requests.ts'
import { resourceLength } from '../../../coaching/resources.ts'
import { planLimits } from '../../../coaching/plan-writing.ts'
import { sessionFields } from '../../../coaching/session-fields.ts'
import { teamEntryFields } from '../../../coaching/team-rhythm.ts'
import { longestClosure } from '../days-off.ts'
import type { SampleReader } from './index.ts'

/**
 * The same sample as people at the edges would fill it: with long names and every text at its limit, from right to left, and in Chinese
 * and Japanese. `draw` gets a function that puts their names and words in place of those of a sample, wherever people write.
 */
export function extremes<Drawn>(draw: (as: <Data>(data: Data) => Data) => Drawn): {
  at_the_limits_of_words: Drawn
  right_to_left: Drawn
  chinese_and_japanese: Drawn
} {
  // `rewrite` keeps the shape of what it is given and changes words only.
  const drawn = (writing: Writing) => draw(<Data>(data: Data) => rewrite(data, [], writing) as Data)
  return { at_the_limits_of_words: drawn(longWords), right_to_left: drawn(rightToLeft), chinese_and_japanese: drawn(chineseAndJapanese) }
}

/**
 * The same for screens on which nobody writes: as people see them whose zone and country have the longest names, and whose own language
 * gives dates and countries another script. `draw` gets the reader, and the ISO 3166 code of the reader's country.
 */
export function extremeReaders<Drawn>(
  reader: SampleReader,
  draw: (as: SampleReader, country: string) => Drawn,
): {
  at_the_limits_of_words: Drawn
  right_to_left: Drawn
  chinese_and_japanese: Drawn
} {
  return {
    at_the_limits_of_words: draw({ ...reader, zone: 'America/Argentina/ComodRivadavia', locale: 'en-GB' }, 'GS'),
    right_to_left: draw({ ...reader, zone: 'Africa/Cairo', locale: 'ar-EG' }, 'EG'),
    chinese_and_japanese: draw({ ...reader, zone: 'Asia/Tokyo', locale: 'ja-JP' }, 'JP'),
  }
}

type Writing = { names: readonly string[]; words: string; fills: 'the limit' | 'as it is' }

const longWords: Writing = {
  names: [
    'Maximiliane-Friederike von und zu Hohenstein-Wolfenbüttelsberg',
    'Wolfeschlegelsteinhausenbergerdorff-Papadimitrakopoulou, A. B.',
  ],
  words: 'Renewals in the north region above ninety-two per cent, and a Rindfleischetikettierungsüberwachungsaufgabe handed over. ',
  fills: 'the limit',
}
const rightToLeft: Writing = {
  names: ['נועה בן־דוד', 'ليلى عبد الرحمن'],
  words: 'להתקשר לשני הלקוחות (גרסה 2.0) ולשאול מה השתנה · الاتصال بالعميلين قبل يوم الخميس',
  fills: 'as it is',
}
const chineseAndJapanese: Writing = {
  names: ['佐藤 美咲子', '欧阳 娜娜'],
  words: '北部地域の更新率を六月末までに九十二パーセント以上にする。把去年流失的两个大客户赢回来。',
  fills: 'as it is',
}

const nameKeys = new Set([
  'managerName',
  'employeeName',
  'mentorName',
  'otherName',
  'personName',
  'proposedByName',
  'authorName',
  'helperName',
  'name',
  'mentor',
  'ownerName',
  'asks',
  'changedByName',
  'byName',
  'formerName',
  'newName',
])
const others = new Set(['managerName', 'mentorName', 'otherName', 'mentor'])

/** The most that each text can hold, by the key under which samples have it. */
const limits: Record<string, number> = {
  text: sessionFields.actionText.maxLength,
  'goal/text': sessionFields.goalQuarter.maxLength,
  'quarterGoals/text': sessionFields.goalQuarter.maxLength,
  'longerGoal/text': sessionFields.goalLonger.maxLength,
  'expectations/text': 480,
  'standing/text': planLimits.standing,
  'comments/text': planLimits.comment,
  'filled/text': planLimits.goal,
  'stale/text': planLimits.goal,
  before: planLimits.goal,
  after: planLimits.goal,
  'lines/text': planLimits.goal,
  actionText: sessionFields.actionText.maxLength,
  stepText: sessionFields.actionText.maxLength,
  measure: sessionFields.goalMeasure.maxLength,
  goalQuarter: sessionFields.goalQuarter.maxLength,
  goalMeasure: sessionFields.goalMeasure.maxLength,
  goalLonger: sessionFields.goalLonger.maxLength,
  planGoal: sessionFields.goalQuarter.maxLength,
  planLonger: sessionFields.goalLonger.maxLength,
  cue: sessionFields.cue.maxLength,
  response: sessionFields.response.maxLength,
  detail: sessionFields.helpDetail.maxLength,
  helpDetail: sessionFields.helpDetail.maxLength,
  obstacle: sessionFields.obstacle.maxLength,
  topics: 500,
  'closures/name': longestClosure,
  // No calendar that people keep has longer ones; RFC 5545 sets no limit.
  title: 200,
  'resources/title': resourceLength.title,
  words: requestTextLength.words,
  sentWords: requestTextLength.words,
  answer: requestTextLength.answer,
  note: 300,
  reason: 300,
  focus: debriefFields.focus.maxLength,
  summary: debriefFields.summary.maxLength,
  happened: teamEntryFields.happened.maxLength,
  learned: teamEntryFields.learned.maxLength,
  helpWanted: teamEntryFields.helpWanted.maxLength,
  worked: debriefFields.worked.maxLength,
  missed: debriefFields.missed.maxLength,
  next: debriefFields.next.maxLength,
  nextTry: debriefFields.nextTry.maxLength,
}

/** Parts of samples whose words are the app's own. */
const ourWords = new Set(['question', 'place', 'drawn', 'phase'])

function rewrite(value: unknown, path: readonly string[], writing: Writing): unknown {
  if (typeof value === 'string') return wordsFor(path, writing) ?? value
  if (Array.isArray(value)) return value.map((each: unknown) => rewrite(each, path, writing))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      ourWords.has(name) ? inner : rewrite(inner, [...path, ...name.split('.')], writing),
    ]),
  )
}

function wordsFor(path: readonly string[], { names, words, fills }: Writing): string | undefined {
  const [within, key = ''] = [path.at(-2), path.at(-1)]
  const limit = limits[`${within}/${key}`] ?? limits[key]
  if (nameKeys.has(key) && limit === undefined) return names[others.has(key) ? 1 : 0]
  if (limit === undefined) return undefined
  const letters = [...words.repeat(fills === 'the limit' ? Math.ceil(limit / words.length) : 1)]
  return letters.slice(0, limit).join('').trim()
}

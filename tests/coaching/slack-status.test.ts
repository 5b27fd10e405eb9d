import { describe, expect, it } from 'vitest'
import { absenceInStatus } from '../../src/coaching/slack-status.ts'
import { usualWorkWeek } from '../../src/coaching/working-days.ts'

const now = Temporal.Instant.from('2026-03-03T08:00:00Z')
const person = { zone: 'Europe/Berlin', week: usualWorkWeek }
const away = (text: string, emoji: string, until?: string) =>
  absenceInStatus({ text, emoji, expiresAt: until === undefined ? undefined : Temporal.Instant.from(until) }, person, now)

describe('a status in Slack', () => {
  it.each([
    ['Vacationing', ':palm_tree:'],
    ['Out sick', ':face_with_thermometer:'],
    ['', ':desert_island:'],
    ['Urlaub bis Montag', ':sunny:'],
    ['OOO', ''],
    ['En congé', ''],
    ['Annual leave', ':speech_balloon:'],
  ])('“%s” %s with an end says that somebody is away up to it', (text, emoji) => {
    expect(away(text, emoji, '2026-03-06T22:00:00Z')).toEqual({ fromAt: now, untilAt: Temporal.Instant.from('2026-03-06T22:00:00Z') })
  })

  it.each([
    ['In a meeting', ':spiral_calendar_pad:'],
    ['Working remotely', ':house_with_garden:'],
    ['Commuting', ':bus:'],
    ['Planning the holidayshop launch', ':rocket:'],
    ['Zoo trip', ''],
    ['', ''],
  ])('“%s” %s says nothing about leave', (text, emoji) => {
    expect(away(text, emoji, '2026-03-06T22:00:00Z')).toBeUndefined()
  })

  it('says nothing without an end, because such a one is often forgotten', () => {
    expect(away('Vacationing', ':palm_tree:')).toBeUndefined()
  })

  it('says nothing when it ends within today’s working hours, or has ended', () => {
    expect(away('Out of office', ':palm_tree:', '2026-03-03T12:00:00Z')).toBeUndefined()
    expect(away('Out of office', ':palm_tree:', '2026-03-02T22:00:00Z')).toBeUndefined()
    expect(away('Out of office', ':palm_tree:', '2026-03-03T22:59:59Z')).toBeDefined()
  })
})

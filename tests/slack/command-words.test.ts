import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWish } from '../../src/slack/command-words.ts'

describe('the words after /coach', () => {
  it.each([
    ['', { wish: 'hub' }],
    ['  ', { wish: 'hub' }],
    ['start', { wish: 'start', named: undefined }],
    ['START <@U0DEV00001|dev>', { wish: 'start', named: { slackUserId: 'U0DEV00001' } }],
    ['plan <@W0DEV00001>', { wish: 'plan', named: { slackUserId: 'W0DEV00001' } }],
    ['add   <@U0DEV00001|dev> please', { wish: 'add', named: { slackUserId: 'U0DEV00001' } }],
    ['why @dev', { wish: 'why', named: { plainName: '@dev' } }],
    ['mentor', { wish: 'mentor' }],
    ['Pilot', { wish: 'pilot' }],
    ['Circle', { wish: 'circle' }],
    ['Settings', { wish: 'settings' }],
    ['help me', { wish: 'help' }],
    ['team', { wish: 'team' }],
    ['teams', { wish: 'unknown', words: 'teams' }],
    ['constructor', { wish: 'unknown', words: 'constructor' }],
  ])('“%s” are understood', (text, wish) => expect(readWish(text)).toEqual(wish))

  it('are always understood as something, whatever they are', () => {
    const wishes = ['hub', 'start', 'plan', 'add', 'why', 'mentor', 'pilot', 'circle', 'team', 'settings', 'help', 'unknown']
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => wishes.includes(readWish(text).wish)))
  })
})

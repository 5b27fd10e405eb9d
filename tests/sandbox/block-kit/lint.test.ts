import { describe, expect, it } from 'vitest'
import { lintMessage } from '../../../sandbox/slack/block-kit/check.ts'
import { actions, button, mrkdwn, of, plain, richSection, richText, section, times } from './samples.ts'

const text = 'Maria is due for a check-in. Here is a question.'
const advice = (...blocks: unknown[]) => lintMessage({ text, blocks })

describe('advice on a message', () => {
  it('has nothing to say about a short one', () => {
    expect(advice(section(), actions(button({ style: 'primary' }), button()))).toEqual([])
    expect(lintMessage({ text })).toEqual([])
  })

  it('asks for a text behind blocks', () => {
    expect(lintMessage({ blocks: [section()] })).toEqual([expect.stringContaining('has no text')])
  })

  it('asks for a first sentence that fits a lock screen', () => {
    expect(lintMessage({ text: `${of(119)}. And more. ${of(200)}` })).toEqual([])
    expect(lintMessage({ text: `${of(120)}. And more.` })).toEqual([expect.stringContaining('121 characters')])
    expect(lintMessage({ text: `Hello\n${of(200)}` })).toEqual([])
  })

  it('counts the buttons of a block', () => {
    expect(advice(actions(...times(5, () => button())))).toEqual([])
    expect(advice(actions(...times(6, () => button())))).toEqual([expect.stringContaining('6 buttons')])
  })

  it('wants one primary button', () => {
    const primary = button({ style: 'primary' })
    expect(advice(actions(primary, primary))).toEqual([expect.stringContaining('2 primary')])
  })

  it('names a button that may be cut', () => {
    expect(advice(section({ accessory: button({ text: plain(of(30)) }) }))).toEqual([])
    expect(advice(section({ accessory: button({ text: plain(of(31)) }) }))).toEqual([expect.stringContaining(of(31))])
  })

  it('counts the words people see', () => {
    const words = (count: number) => section({ text: mrkdwn(times(count, () => 'word').join(' ')) })
    expect(advice(words(120))).toEqual([])
    expect(advice(words(100), words(21))).toEqual([expect.stringContaining('121 words')])
    expect(lintMessage({ text: `Hello. ${times(120, () => 'word').join(' ')}` })).toEqual([expect.stringContaining('121 words')])
  })

  it.each(['<!channel>', '<!here>', '<!everyone|all>'])('warns of %s once', (mention) => {
    expect(lintMessage({ text: `Hi ${mention}.`, blocks: [section({ text: mrkdwn(mention) })] })).toEqual([
      expect.stringContaining('mentions everyone'),
    ])
    expect(advice(section({ text: plain(mention) }))).toEqual([])
  })

  it('warns of a broadcast in rich text', () => {
    expect(advice(richText(richSection({ type: 'broadcast', range: 'here' })))).toEqual([expect.stringContaining('mentions everyone')])
  })

  it.each([
    ['**bold**', 'has **'],
    ['see [here](https://example.com)', 'has a link'],
    ['## Next', 'has a # heading'],
    ['~~gone~~', 'has ~~'],
    ['you & me', 'has an &'],
  ])('sees Markdown in %o', (words, seen) => {
    expect(advice(section({ text: mrkdwn(words) }))).toEqual([expect.stringContaining(seen)])
  })

  it.each(['*bold*', 'a ** b', '<https://example.com|here>', 'you &amp; me', '#general', '[note] (later)'])('lets %o be', (words) => {
    expect(advice(section({ text: mrkdwn(words) }))).toEqual([])
  })

  it('lets a markdown block use Markdown', () => {
    expect(advice({ type: 'markdown', text: '**bold**' })).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { readAddress, writeAddress } from '../../sandbox/page/address.ts'
import { piecesOf } from '../../sandbox/page/blocks/markdown-pieces.ts'
import { goalOf } from '../../sandbox/page/link-goal.ts'
import { asTyped, commandIn, mentionBeing } from '../../sandbox/page/typed.ts'

describe('what a person types', () => {
  it('is a command when it begins with a slash, with the rest as its text', () => {
    expect(commandIn('/coach start @Dev')).toEqual({ command: '/coach', text: 'start @Dev' })
    expect(commandIn('/coach')).toEqual({ command: '/coach', text: '' })
    expect(commandIn('either/or')).toBeUndefined()
  })

  it('is a mention from the last @ to the cursor', () => {
    expect(mentionBeing('ask @De', 7)).toEqual({ typed: 'De', at: 4 })
    expect(mentionBeing('mail me@home', 12)).toBeUndefined()
  })

  it('comes back for editing without markup', () => {
    const text = 'Ask <@UDEV1> about <https://example.com|this> &amp; 1 &lt; 2'
    expect(asTyped(text, (id) => (id === 'UDEV1' ? 'Dev' : undefined))).toBe('Ask @Dev about https://example.com & 1 < 2')
  })
})

describe('a link in a message', () => {
  const find = (id: string) => ({ D123: 'D123', A1: 'D123' })[id]

  it('stays in the workspace when it is a link of Slack', () => {
    expect(goalOf('https://practice.slack.com/archives/D123/p1700000000000100?thread_ts=17.1', 'A1', find)).toEqual({
      kind: 'inside',
      place: { channel: 'D123', thread: '17.1' },
    })
    expect(goalOf('slack://app?team=T1&id=A1&tab=home', 'A1', find)).toEqual({ kind: 'inside', place: { channel: 'D123', tab: 'home' } })
  })

  it('leads outside by http, https and mailto only', () => {
    expect(goalOf('https://example.com/', 'A1', find)).toEqual({ kind: 'outside', url: 'https://example.com/' })
    expect(goalOf('javascript:alert(1)', 'A1', find)).toEqual({ kind: 'nowhere' })
    expect(goalOf('not a link', 'A1', find)).toEqual({ kind: 'nowhere' })
  })
})

describe('the address of the page', () => {
  it('opens the same place for the same person again', () => {
    const place = { channel: 'D1', tab: 'messages', thread: '17.000100' } as const
    expect(readAddress(writeAddress('UMAYA', place))).toEqual({ as: 'UMAYA', place })
    expect(readAddress('')).toEqual({})
  })
})

describe('a Markdown block', () => {
  it('is read in pieces', () => {
    expect(piecesOf('# Plan\n\nOne\nline\n\n- a\n- b\n\n1. x\n\n> said\n\n```\ncode\n```')).toEqual([
      { kind: 'heading', level: 1, text: 'Plan' },
      { kind: 'paragraph', text: 'One\nline' },
      { kind: 'list', style: 'bullet', items: ['a', 'b'] },
      { kind: 'list', style: 'ordered', items: ['x'] },
      { kind: 'quote', text: 'said' },
      { kind: 'code', text: 'code' },
    ])
  })

  it('takes a code fence without an end as code to the end', () => {
    expect(piecesOf('```\na\nb')).toEqual([{ kind: 'code', text: 'a\nb' }])
  })
})

import { describe, expect, it } from 'vitest'
import { checkMessage } from '../../../sandbox/slack/block-kit/check.ts'
import { of, section, times } from './samples.ts'

const codes = (...given: Parameters<typeof checkMessage>) => checkMessage(...given).map(({ error, pointer }) => `${error} ${pointer}`)

describe('the text of a message', () => {
  it.each(['post', 'update', 'ephemeral'] as const)('is needed to %s unless there are blocks or attachments', (method) => {
    expect(codes({}, method)).toEqual(['no_text /text'])
    expect(codes({ text: '', blocks: [] }, method)).toEqual(['no_text /text'])
    expect(codes({ blocks: [section()] }, method)).toEqual([])
    expect(codes({ attachments: [{ text: 'old' }] }, method)).toEqual([])
  })

  it('is refused over 4,000 characters by an update only', () => {
    expect(codes({ text: of(4000) }, 'update')).toEqual([])
    expect(codes({ text: of(4001) }, 'update')).toEqual(['msg_too_long /text'])
    expect(codes({ text: of(40_001) }, 'post')).toEqual([])
  })
})

describe('the blocks of a message', () => {
  it('must be a list', () => {
    expect(codes({ text: 'Hello.', blocks: { type: 'section' } }, 'post')).toEqual(['invalid_blocks_format /blocks'])
    expect(codes({ text: 'Hello.', blocks: '[]' }, 'post')).toEqual(['invalid_blocks_format /blocks'])
  })
})

describe('attachments', () => {
  it('are 100 at most', () => {
    expect(codes({ attachments: times(100, () => ({ text: 'a' })) }, 'post')).toEqual([])
    expect(codes({ attachments: times(101, () => ({ text: 'a' })) }, 'post')).toEqual(['too_many_attachments /attachments'])
  })

  it('have their blocks checked', () => {
    expect(codes({ attachments: [{ color: '#439FE0', blocks: [section(), { type: 'section' }] }] }, 'post')).toEqual([
      'invalid_attachments /attachments/0/blocks/1',
    ])
  })

  it('must be a list of objects', () => {
    expect(codes({ text: 'Hello.', attachments: {} }, 'post')).toEqual(['invalid_attachments /attachments'])
    expect(codes({ text: 'Hello.', attachments: ['a'] }, 'post')).toEqual(['invalid_attachments /attachments/0'])
  })
})

describe('metadata', () => {
  const withMetadata = (metadata: unknown) => codes({ text: 'Hello.', metadata }, 'post')

  it('is an event type and a payload of plain values', () => {
    expect(
      withMetadata({ event_type: 'cuecard_outbox', event_payload: { id: 'o_1', tries: 2, late: false, pair: { id: 'p_1' } } }),
    ).toEqual([])
    expect(withMetadata({})).toEqual([])
  })

  it('is refused with the code for what is wrong with it', () => {
    expect(withMetadata('id')).toEqual(['invalid_metadata_format /metadata'])
    expect(withMetadata({ event_type: 'a' })).toEqual(['invalid_metadata_schema /metadata'])
    expect(withMetadata({ event_payload: {} })).toEqual(['invalid_metadata_schema /metadata'])
    expect(withMetadata({ event_type: 'a', event_payload: {}, note: 'x' })).toEqual(['invalid_metadata_schema /metadata'])
  })

  it('is 1,024 bytes at most, of which an umlaut takes two', () => {
    const around = JSON.stringify({ event_type: 'a', event_payload: { id: '' } }).length
    const holding = (id: string) => withMetadata({ event_type: 'a', event_payload: { id } })
    expect(holding(of(1024 - around))).toEqual([])
    expect(holding(of(1025 - around))).toEqual(['metadata_too_large /metadata'])
    expect(holding(`ü${of(1023 - around)}`)).toEqual(['metadata_too_large /metadata'])
  })
})

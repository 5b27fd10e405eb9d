import { describe, expect, it } from 'vitest'
import { param, readContentLines, unescapeText } from '../../src/calendars/content-lines.ts'
import { decodeCalendar } from '../../src/calendars/decode.ts'

function one(text: string) {
  const [line] = readContentLines(text)
  if (line === undefined) throw new Error('no line')
  return {
    name: line.name,
    value: line.value,
    params: Object.fromEntries([...line.params].map(([name, values]) => [name, values.join('|')])),
  }
}

describe('a content line', () => {
  it('is a name, parameters and a value', () => {
    expect(one('DTSTART;VALUE=DATE;X-A=1:20260105')).toEqual({ name: 'DTSTART', params: { VALUE: 'DATE', 'X-A': '1' }, value: '20260105' })
    expect(one('summary:a:b;c')).toEqual({ name: 'SUMMARY', params: {}, value: 'a:b;c' })
    expect(one('item1.dtstart;value=date :20260105')).toMatchObject({ name: 'DTSTART', params: { VALUE: 'date' } })
    expect(one('UID :x')).toMatchObject({ name: 'UID', value: 'x' })
  })

  it('may have colons, semicolons and commas in quotes', () => {
    expect(one('ATTENDEE;CN="a:b;c,d";MEMBER="x","y":mailto:z')).toEqual({
      name: 'ATTENDEE',
      params: { CN: 'a:b;c,d', MEMBER: 'x|y' },
      value: 'mailto:z',
    })
  })

  it('is understood when a zone with a colon has no quotes, or one too few', () => {
    expect(one('DTSTART;TZID=(UTC-05:00) Eastern:20260105T090000')).toMatchObject({
      params: { TZID: '(UTC-05:00) Eastern' },
      value: '20260105T090000',
    })
    expect(one('DTSTART;TZID="Zone:20260105T090000"')).toMatchObject({ params: { TZID: 'Zone' }, value: '20260105T090000' })
    expect(one('DTSTART;TZID="Zone:20260105T090000')).toMatchObject({ params: { TZID: 'Zone' }, value: '20260105T090000' })
    expect(one('ATTENDEE;CN="Kim:mailto:kim@example.com')).toMatchObject({ value: 'mailto:kim@example.com' })
  })

  it('goes on behind a fold by space or tab, also across blank lines', () => {
    expect(one('SUMMARY:on\r\n e\r\n\t tw\n o').value).toBe('one two')
    expect(one('SUMMARY:one\r\n\r\n  two').value).toBe('one two')
  })

  it('knows where it stands', () => {
    const lines = [...readContentLines('A:1\r\nB:2\r\n 3\r\n\r\nno property\r\nC:4')]
    expect(lines.map(({ name, line }) => [name, line])).toEqual([
      ['A', 1],
      ['B', 2],
      ['C', 6],
    ])
    expect(lines.map((line) => param(line, 'X'))).toEqual([undefined, undefined, undefined])
  })

  it('writes text with backslashes', () => {
    expect(unescapeText('a\\, b\\; c\\nd\\Ne\\\\n')).toBe('a, b; c\nd\ne\\n')
  })
})

describe('the bytes of a calendar', () => {
  const bytes = (...parts: (string | number[])[]) =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

  it('are UTF-8, whatever the sender claims', () => {
    expect(decodeCalendar(bytes('SUMMARY:Zoë 日本'), 'iso-8859-1')).toBe('SUMMARY:Zoë 日本')
    expect(decodeCalendar(bytes([0xef, 0xbb, 0xbf], 'A:1'))).toBe('A:1')
  })

  it('are UTF-8 even where a fold cuts a letter', () => {
    expect(decodeCalendar(bytes('SUMMARY:Zo', [0xc3], '\r\n ', [0xab], 'e'))).toBe('SUMMARY:Zoëe')
    expect(decodeCalendar(bytes('SUMMARY:Zo', [0xc3], '\n\t', [0xab], 'e'))).toBe('SUMMARY:Zoëe')
  })

  it('are what the sender claims, or Windows-1252, where they are not UTF-8', () => {
    expect(decodeCalendar(bytes('Zo', [0xeb]))).toBe('Zoë')
    expect(decodeCalendar(bytes('Zo', [0xeb]), 'koi8-r')).toBe('ZoК')
    expect(decodeCalendar(bytes('Zo', [0xeb]), 'no-such-charset')).toBe('Zoë')
    expect(decodeCalendar(bytes([0x93], 'x', [0x94]))).toBe('“x”')
  })

  it('are UTF-16 behind its mark, and never NUL', () => {
    expect(decodeCalendar(Buffer.from('\uFEFFA:ë', 'utf16le'))).toBe('A:ë')
    expect(decodeCalendar(Buffer.from('\uFEFFA:ë', 'utf16le').swap16())).toBe('A:ë')
    expect(decodeCalendar(bytes('A\0:1'))).toBe('A:1')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateText, parseMrkdwn, type Inline } from '../../../sandbox/page/lib/mrkdwn.ts'

const text = (words: string): Inline => ({ kind: 'text', text: words })
const link = (url: string, words = url): Inline => ({ kind: 'link', url, children: [text(words)] })

describe('styles', () => {
  it.each([
    ['*bold*', [{ kind: 'bold', children: [text('bold')] }]],
    ['_italic_', [{ kind: 'italic', children: [text('italic')] }]],
    ['~struck~', [{ kind: 'strike', children: [text('struck')] }]],
    ['`code`', [{ kind: 'code', text: 'code' }]],
    ['```\nlet a\n```', [{ kind: 'preformatted', text: 'let a' }]],
    ['*a _b_*', [{ kind: 'bold', children: [text('a '), { kind: 'italic', children: [text('b')] }] }]],
    ['snake_case_name', [text('snake_case_name')]],
    ['**not bold**', [text('**not bold**')]],
  ])('%o', (source, tree) => {
    expect(parseMrkdwn(source)).toEqual(tree)
  })

  it('quotes a line that starts with > escaped or not', () => {
    const quoted = [{ kind: 'quote', children: [text(' so it was')] }, text('and on')]
    expect(parseMrkdwn('&gt; so it was\nand on')).toEqual(quoted)
    expect(parseMrkdwn('> so it was\nand on')).toEqual(quoted)
  })
})

describe('entities', () => {
  it('are decoded once, everywhere', () => {
    expect(parseMrkdwn('a &lt;b&gt; &amp;amp; c')).toEqual([text('a <b> &amp; c')])
    expect(parseMrkdwn('`&lt;b&gt;`')).toEqual([{ kind: 'code', text: '<b>' }])
    expect(parseMrkdwn('<https://a.io/?b=1&amp;c=2|D &amp;amp; E>')).toEqual([link('https://a.io/?b=1&c=2', 'D &amp; E')])
  })

  it('other than the three are text', () => {
    expect(parseMrkdwn('&quot;&nbsp;')).toEqual([text('&quot;&nbsp;')])
  })

  it('give back what a person wrote, after it was escaped', () => {
    const plain = fc
      .string({ unit: fc.constantFrom('a', ' ', '&', '<', '>', 'amp;', '!', '@', '#', '|') })
      .filter((words) => !/^>/m.test(words))
    fc.assert(
      fc.property(plain, (words) => {
        const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
        expect(shown(parseMrkdwn(escaped, true))).toBe(words)
      }),
    )
  })
})

describe('links', () => {
  it.each(['https://example.com', 'http://example.com/a?b', 'mailto:a@b.io', 'slack://user?team=T1&id=U1'])('lead to %s', (url) => {
    expect(parseMrkdwn(`<${url.replace('&', '&amp;')}|there>`)).toEqual([link(url, 'there')])
  })

  it.each(['javascript:alert(1)', 'JavaScript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'vbscript:x'])(
    'do not lead to %s',
    (url) => {
      expect(parseMrkdwn(`<${url}|there>`)).toEqual([text('there')])
      expect(parseMrkdwn(`<${url}>`)).toEqual([text(url)])
    },
  )

  it('show the address when they have no words, an e-mail address without its protocol', () => {
    expect(parseMrkdwn('<https://example.com>')).toEqual([link('https://example.com')])
    expect(parseMrkdwn('<mailto:a@b.io>')).toEqual([link('mailto:a@b.io', 'a@b.io')])
  })

  it('are made of bare addresses, without the punctuation after them', () => {
    expect(parseMrkdwn('See https://example.com/a_b_c?x=1, or ask maria@example.com.')).toEqual([
      text('See '),
      link('https://example.com/a_b_c?x=1'),
      text(', or ask '),
      link('mailto:maria@example.com', 'maria@example.com'),
      text('.'),
    ])
    expect(parseMrkdwn('(http://localhost:3000/a:b)')).toEqual([text('('), link('http://localhost:3000/a:b'), text(')')])
  })

  it('are not made of bare addresses in a verbatim text', () => {
    expect(parseMrkdwn('See https://example.com', true)).toEqual([text('See https://example.com')])
    expect(parseMrkdwn('See <https://example.com>', true)).toEqual([text('See '), link('https://example.com')])
  })

  it('never lead anywhere else, whatever is written', () => {
    const pieces = fc.constantFrom('<', '>', '|', 'https://', 'javascript:', 'data:', 'a.io', '@', ' ', '*', '_', '&lt;', ':', '\n')
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (written) => {
        for (const url of urls(parseMrkdwn(written.join('')))) expect(url).toMatch(/^(https?|mailto|slack):/)
      }),
    )
  })
})

describe('mentions', () => {
  it.each([
    ['<@U012AB3CD>', { kind: 'user', id: 'U012AB3CD', label: undefined }],
    ['<@W012AB3CD|maria>', { kind: 'user', id: 'W012AB3CD', label: 'maria' }],
    ['<#C012AB3CD>', { kind: 'channel', id: 'C012AB3CD', label: undefined }],
    ['<#C012AB3CD|one_on_ones>', { kind: 'channel', id: 'C012AB3CD', label: 'one_on_ones' }],
    ['<!subteam^S012|@coaches>', { kind: 'usergroup', id: 'S012', label: '@coaches' }],
    ['<!channel>', { kind: 'broadcast', range: 'channel' }],
    ['<!here|here>', { kind: 'broadcast', range: 'here' }],
    ['<!everyone>', { kind: 'broadcast', range: 'everyone' }],
  ])('%s', (source, mention) => {
    expect(parseMrkdwn(`Hi ${source} you`)).toEqual([text('Hi '), mention, text(' you')])
  })

  it('of an unknown kind show their words', () => {
    expect(parseMrkdwn('<!nonesuch|words>')).toEqual([text('words')])
    expect(parseMrkdwn('<!nonesuch>')).toEqual([text('<!nonesuch>')])
  })

  it('stand in a style', () => {
    expect(parseMrkdwn('*<@U1>*')).toEqual([{ kind: 'bold', children: [{ kind: 'user', id: 'U1', label: undefined }] }])
  })
})

describe('emoji', () => {
  it('are drawn, with the tone of skin', () => {
    expect(parseMrkdwn(':wave: :wave::skin-tone-3:')).toEqual([
      { kind: 'emoji', name: 'wave', emoji: '👋' },
      text(' '),
      { kind: 'emoji', name: 'wave', emoji: '👋🏼' },
    ])
  })

  it('are no part of a time, nor of a name that Slack does not know', () => {
    expect(parseMrkdwn('at 10:30:45 by :me_too:')).toEqual([text('at 10:30:45 by :me_too:')])
  })
})

describe('dates', () => {
  const source = '<!date^1392734382^{date_short_pretty} at {time}|Feb 18, 2014 14:39 UTC>'
  const later = Date.parse('2014-02-18T20:00:00Z')

  it('are written out for the reader', () => {
    const [date] = parseMrkdwn(source)
    if (date?.kind !== 'date') throw new Error('no date was read')
    expect(date).toEqual({
      kind: 'date',
      seconds: 1_392_734_382,
      format: '{date_short_pretty} at {time}',
      fallback: 'Feb 18, 2014 14:39 UTC',
      url: undefined,
    })
    expect(dateText(date, 'Europe/Oslo', later)).toBe('Today at 15:39')
    expect(dateText(date, 'America/Los_Angeles', later, '12h')).toBe('Today at 6:39 AM')
  })

  it('may be a link, if it is a safe one', () => {
    expect(parseMrkdwn('<!date^1^{time}^https://a.io/?b&amp;c|then>')).toEqual([
      { kind: 'date', seconds: 1, format: '{time}', fallback: 'then', url: 'https://a.io/?b&c' },
    ])
    expect(parseMrkdwn('<!date^1^{time}^javascript:x|then>')).toEqual([
      { kind: 'date', seconds: 1, format: '{time}', fallback: 'then', url: undefined },
    ])
  })

  it.each(['<!date^soon^{time}|later>', '<!date|later>', '<!date^1|later>'])('show their fallback when they are broken: %s', (broken) => {
    expect(parseMrkdwn(broken)).toEqual([text('later')])
  })
})

function shown(tree: Inline[]): string {
  return tree.map((piece) => ('text' in piece ? piece.text : 'children' in piece ? shown(piece.children) : '')).join('')
}

function urls(tree: Inline[]): string[] {
  return tree.flatMap((piece) => [
    ...('url' in piece && piece.url !== undefined ? [piece.url] : []),
    ...('children' in piece ? urls(piece.children) : []),
  ])
}

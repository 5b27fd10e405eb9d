import { NodeType, parse, type Node } from 'slack-message-parser'
import { writeDateTokens } from './date-tokens.ts'
import { emojiOf } from './emoji.ts'
import { linked, safeUrl } from './links.ts'

/** A piece of a message as a reader sees it: every text decoded, every link safe to follow, every emoji drawn. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike' | 'quote'; children: Inline[] }
  | { kind: 'code' | 'preformatted'; text: string }
  | { kind: 'emoji'; name: string; emoji: string }
  | { kind: 'link'; url: string; children: Inline[] }
  | { kind: 'user' | 'channel' | 'usergroup'; id: string; label: string | undefined }
  | { kind: 'broadcast'; range: 'channel' | 'here' | 'everyone' }
  | DateInline

/** `seconds` is UNIX time; `fallback` is what older clients show. Write it out with `dateText`. */
export type DateInline = { kind: 'date'; seconds: number; format: string; fallback: string; url: string | undefined }

/**
 * Slack's mrkdwn as a tree. With `verbatim`, bare addresses in the text stay text, as Slack has it; without, they become links.
 * A link to anything but http, https, mailto or slack is shown as its words, an unknown emoji as what was written.
 */
export function parseMrkdwn(text: string, verbatim = false): Inline[] {
  const { children } = parse(text.replaceAll(/^>+/gm, (marks) => '&gt;'.repeat(marks.length)))
  return inlines(children, verbatim ? asIs : linked)
}

/** A date as the reader in `zone` (IANA) sees it; `now` in epoch ms. */
export function dateText({ seconds, format }: DateInline, zone: string, now: number, clock: '12h' | '24h' = '24h'): string {
  return writeDateTokens(format, seconds * 1000, zone, now, clock)
}

/** What becomes of text that is already decoded. */
type Leaf = (plain: string) => Inline[]

const asIs: Leaf = (plain) => [{ kind: 'text', text: plain }]

function inlines(nodes: Node[], leaf: Leaf): Inline[] {
  return joined(nodes.flatMap((node) => inline(node, leaf))).flatMap((made) => (made.kind === 'text' ? leaf(made.text) : [made]))
}

function inline(node: Node, leaf: Leaf): Inline[] {
  switch (node.type) {
    case NodeType.Text:
      return words(node.text)
    case NodeType.Bold:
      return [{ kind: 'bold', children: inlines(node.children, leaf) }]
    case NodeType.Italic:
      return [{ kind: 'italic', children: inlines(node.children, leaf) }]
    case NodeType.Strike:
      return [{ kind: 'strike', children: inlines(node.children, leaf) }]
    case NodeType.Quote:
      return [{ kind: 'quote', children: inlines(node.children, leaf) }]
    case NodeType.Root:
      return inlines(node.children, leaf)
    case NodeType.Code:
      return [{ kind: 'code', text: decoded(node.text) }]
    case NodeType.PreText:
      return [{ kind: 'preformatted', text: decoded(node.text.replace(/^\n/, '').replace(/\n$/, '')) }]
    case NodeType.Emoji: {
      const emoji = emojiOf(node.name, node.variation)
      return emoji === undefined ? words(node.source) : [{ kind: 'emoji', name: node.name, emoji }]
    }
    case NodeType.UserLink:
      return [{ kind: 'user', id: node.userID, label: labelText(node.label) }]
    case NodeType.ChannelLink:
      return [{ kind: 'channel', id: node.channelID, label: labelText(node.label) }]
    case NodeType.URL: {
      const url = safeUrl(decoded(node.url))
      const children = node.label ? inlines(node.label, asIs) : words(node.url.replace(/^mailto:/, ''))
      return url === undefined ? children : [{ kind: 'link', url, children }]
    }
    case NodeType.Command:
      return command(node.name, node.arguments, labelText(node.label), node.source)
    default:
      return node satisfies never
  }
}

function command(name: string, given: string[], label: string | undefined, source: string): Inline[] {
  switch (name) {
    case 'channel':
    case 'here':
    case 'everyone':
      return [{ kind: 'broadcast', range: name }]
    case 'subteam':
      return [{ kind: 'usergroup', id: given[0] ?? '', label }]
    case 'date':
      return date(given, label ?? '')
    default:
      return words(label ?? source)
  }
}

function date([seconds = '', format = '', url]: string[], fallback: string): Inline[] {
  if (!/^\d{1,11}$/.test(seconds) || format === '') return words(fallback)
  return [
    {
      kind: 'date',
      seconds: Number(seconds),
      format: decoded(format),
      fallback,
      url: url === undefined ? undefined : safeUrl(decoded(url)),
    },
  ]
}

const words = (source: string): Inline[] => [{ kind: 'text', text: decoded(source) }]

/** Slack knows these three entities and no others. */
const decoded = (source: string): string => source.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

const labelText = (label: Node[] | undefined): string | undefined => label && decoded(label.map(({ source }) => source).join(''))

/** Texts that stand next to each other as one: what looked like an emoji may have split an address. */
function joined(made: Inline[]): Inline[] {
  return made.reduce<Inline[]>((done, next) => {
    const last = done.at(-1)
    return last?.kind === 'text' && next.kind === 'text'
      ? [...done.slice(0, -1), { kind: 'text', text: last.text + next.text }]
      : [...done, next]
  }, [])
}

import type {
  RichTextBlock,
  RichTextElement,
  RichTextLink,
  RichTextList,
  RichTextPreformatted,
  RichTextQuote,
  RichTextSection,
  RichTextText,
} from '@slack/types'
import type { ComponentChildren } from 'preact'
import { writeDateTokens } from '../lib/date-tokens.ts'
import { emojiOf } from '../lib/emoji.ts'
import { ChannelLink, Link } from '../link.tsx'
import { Mention } from '../people.tsx'
import { useWorkspace } from '../workspace.ts'
import { Unknown } from './unknown.tsx'

type Part = RichTextSection | RichTextList | RichTextQuote | RichTextPreformatted

/** A rich text with its sections, lists, quotes and code. */
export function RichText({ block }: { block: RichTextBlock }) {
  return (
    <div class="rich-text">
      {block.elements.map((part, place) => (
        <RichTextPart key={place} part={part} number={numberBefore(block.elements, place)} />
      ))}
    </div>
  )
}

function RichTextPart({ part, number }: { part: Part; number: number }): ComponentChildren {
  switch (part.type) {
    case 'rich_text_section':
      return (
        <p>
          <Leaves of={part.elements} />
        </p>
      )
    case 'rich_text_list': {
      const items = part.elements.map((item, place) => (
        <li key={place}>
          <Leaves of={item.elements} />
        </li>
      ))
      const look = `rich-list rich-list-${(part.indent ?? 0) % 3} ${part.border === 1 ? 'rich-border' : ''}`
      const style = { marginInlineStart: `${(part.indent ?? 0) * 28}px` }
      return part.style === 'ordered' ? (
        <ol class={look} style={style} start={number}>
          {items}
        </ol>
      ) : (
        <ul class={look} style={style}>
          {items}
        </ul>
      )
    }
    case 'rich_text_quote':
      return (
        <blockquote>
          <Leaves of={part.elements} />
        </blockquote>
      )
    case 'rich_text_preformatted':
      return (
        <pre>
          {part.elements.map((leaf, place) => (
            <Leaf key={place} leaf={leaf} />
          ))}
        </pre>
      )
    default:
      return <Unknown what={part satisfies never} />
  }
}

/** An ordered list that a deeper list interrupted goes on counting where it stopped. */
function numberBefore(parts: readonly Part[], place: number): number {
  const self = parts[place]
  if (self?.type !== 'rich_text_list') return 1
  let number = 1
  for (const part of parts.slice(0, place).toReversed()) {
    if (part.type !== 'rich_text_list' || (part.indent ?? 0) < (self.indent ?? 0)) break
    if ((part.indent ?? 0) === (self.indent ?? 0) && part.style === self.style) number += part.elements.length
  }
  return number
}

const Leaves = ({ of }: { of: readonly RichTextElement[] }) => (
  <>
    {of.map((leaf, place) => (
      <Leaf key={place} leaf={leaf} />
    ))}
  </>
)

function Leaf({ leaf }: { leaf: RichTextElement | RichTextText | RichTextLink }) {
  const { style = {} } = leaf
  let words: ComponentChildren = <Words leaf={leaf} />
  if (style.code) words = <code>{words}</code>
  if (style.strike) words = <s>{words}</s>
  if (style.underline) words = <u>{words}</u>
  if (style.italic) words = <em>{words}</em>
  return style.bold ? <strong>{words}</strong> : words
}

function Words({ leaf }: { leaf: RichTextElement }): ComponentChildren {
  const { state } = useWorkspace()
  switch (leaf.type) {
    case 'text':
      return leaf.text
    case 'link':
      return <Link url={leaf.url}>{leaf.text ?? leaf.url}</Link>
    case 'user':
      return <Mention id={leaf.user_id} />
    case 'channel':
      return <ChannelLink id={leaf.channel_id} />
    case 'usergroup':
      return <span class="mention">@{leaf.usergroup_id}</span>
    case 'team':
      return <span class="mention">{leaf.team_id === state.workspace.id ? state.workspace.name : leaf.team_id}</span>
    case 'broadcast':
      return <span class="mention mention-me">@{leaf.range}</span>
    case 'emoji':
      return emojiFrom(leaf.unicode) ?? emojiOf(leaf.name) ?? `:${leaf.name}:`
    case 'color':
      return (
        <span class="colour-leaf">
          <span style={{ background: leaf.value }} aria-hidden="true" /> {leaf.value}
        </span>
      )
    case 'date': {
      const written = writeDateTokens(leaf.format, leaf.timestamp * 1000, state.me.zone, state.now)
      return leaf.url === undefined ? <time>{written}</time> : <Link url={leaf.url}>{written}</Link>
    }
    default:
      return <Unknown what={leaf satisfies never} />
  }
}

const emojiFrom = (codes: string | undefined): string | undefined =>
  codes === undefined ? undefined : String.fromCodePoint(...codes.split('-').map((code) => Number.parseInt(code, 16)))

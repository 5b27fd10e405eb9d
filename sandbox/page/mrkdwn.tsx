import type { ComponentChildren } from 'preact'
import { dateText, parseMrkdwn, type Inline } from './lib/mrkdwn.ts'
import { ChannelLink, Link } from './link.tsx'
import { Mention } from './people.tsx'
import { useWorkspace } from './workspace.ts'

/** Slack's markup as a reader sees it: dates in their zone, mentions by name, links that lead only where a link may lead. */
export function Mrkdwn({ text, verbatim = false }: { text: string; verbatim?: boolean }) {
  return <Parts of={parseMrkdwn(text, verbatim)} />
}

const Parts = ({ of }: { of: Inline[] }) => (
  <>
    {of.map((part, place) => (
      <Part key={place} part={part} />
    ))}
  </>
)

function Part({ part }: { part: Inline }): ComponentChildren {
  const { state } = useWorkspace()
  switch (part.kind) {
    case 'text':
      return part.text
    case 'bold':
      return (
        <strong>
          <Parts of={part.children} />
        </strong>
      )
    case 'italic':
      return (
        <em>
          <Parts of={part.children} />
        </em>
      )
    case 'strike':
      return (
        <s>
          <Parts of={part.children} />
        </s>
      )
    case 'quote':
      return (
        <blockquote>
          <Parts of={withoutLeadingSpace(part.children)} />
        </blockquote>
      )
    case 'code':
      return <code>{part.text}</code>
    case 'preformatted':
      return <pre>{part.text}</pre>
    case 'emoji':
      return (
        <span role="img" aria-label={part.name.replaceAll('_', ' ')}>
          {part.emoji}
        </span>
      )
    case 'link':
      return (
        <Link url={part.url}>
          <Parts of={part.children} />
        </Link>
      )
    case 'user':
      return <Mention id={part.id} label={part.label} />
    case 'channel':
      return <ChannelLink id={part.id} label={part.label} />
    case 'usergroup':
      return <span class="mention">@{part.label?.replace(/^@/, '') ?? part.id}</span>
    case 'broadcast':
      return <span class="mention mention-me">@{part.range}</span>
    case 'date': {
      const written = dateText(part, state.me.zone, state.now)
      return part.url === undefined ? <time>{written}</time> : <Link url={part.url}>{written}</Link>
    }
    default:
      return part satisfies never
  }
}

/** The space after the mark belongs to the mark. */
function withoutLeadingSpace([first, ...others]: Inline[]): Inline[] {
  if (first === undefined) return []
  return first.kind === 'text' ? [{ ...first, text: first.text.replace(/^ /, '') }, ...others] : [first, ...others]
}

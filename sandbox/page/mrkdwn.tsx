import { NodeType, parse, type Node } from 'slack-message-parser'
import type { ComponentChildren } from 'preact'
import { emojiOf } from './emoji.ts'
import { writeDateTokens } from './drawn-time.ts'
import { ChannelLink, Link } from './link.tsx'
import { Mention } from './people.tsx'
import { useWorkspace } from './workspace.ts'

/** Slack's markup as a reader sees it: dates in their zone, mentions by name, links that lead only where a link may lead. */
export function Mrkdwn({ text }: { text: string }) {
  return <>{parse(text).children.map((node, place) => <Part key={place} node={node} />)}</>
}

function Part({ node }: { node: Node }): ComponentChildren {
  switch (node.type) {
    case NodeType.Text:
      return unescape(node.text)
    case NodeType.Bold:
      return <strong><Parts of={node.children} /></strong>
    case NodeType.Italic:
      return <em><Parts of={node.children} /></em>
    case NodeType.Strike:
      return <s><Parts of={node.children} /></s>
    case NodeType.Quote:
      return <blockquote><Parts of={node.children} /></blockquote>
    case NodeType.Code:
      return <code>{unescape(node.text)}</code>
    case NodeType.PreText:
      return <pre>{unescape(node.text)}</pre>
    case NodeType.Emoji:
      return emojiOf(node.name) ?? node.source
    case NodeType.UserLink:
      return <Mention id={node.userID} />
    case NodeType.ChannelLink:
      return <ChannelLink id={node.channelID} />
    case NodeType.URL:
      return <Link url={unescape(node.url)}>{node.label === undefined ? unescape(node.url) : <Parts of={node.label} />}</Link>
    case NodeType.Command:
      return <Command name={node.name} words={node.arguments} label={node.label} />
    case NodeType.Root:
      return <Parts of={node.children} />
    default:
      return node satisfies never
  }
}

const Parts = ({ of }: { of: Node[] }) => <>{of.map((node, place) => <Part key={place} node={node} />)}</>

function Command({ name, words, label }: { name: string; words: string[]; label: Node[] | undefined }) {
  const { state } = useWorkspace()
  if (name === 'date') {
    const [seconds = '0', template = ''] = words
    return <time>{writeDateTokens(template, Number(seconds) * 1000, state.me.zone, state.now)}</time>
  }
  if (label !== undefined) return <Parts of={label} />
  return <span class="mention">@{name}</span>
}

const unescape = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

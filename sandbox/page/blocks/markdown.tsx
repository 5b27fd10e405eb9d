import type { ComponentChildren } from 'preact'
import { Link } from '../link.tsx'
import { withEmoji } from '../text.tsx'
import { piecesOf, type Piece } from './markdown-pieces.ts'

/** The common part of Markdown: headings, lists, quotes, code, rules, paragraphs. Tables and HTML stay as written. */
export function Markdown({ text }: { text: string }) {
  return (
    <div class="rich-text markdown-block">
      {piecesOf(text).map((piece, place) => (
        <PieceOf key={place} piece={piece} />
      ))}
    </div>
  )
}

function PieceOf({ piece }: { piece: Piece }) {
  switch (piece.kind) {
    case 'heading':
      return (
        <h4 class={`markdown-heading-${Math.min(piece.level, 3)}`}>
          <Inline text={piece.text} />
        </h4>
      )
    case 'list': {
      const items = piece.items.map((item, place) => (
        <li key={place}>
          <Inline text={item} />
        </li>
      ))
      return piece.style === 'ordered' ? <ol class="rich-list">{items}</ol> : <ul class="rich-list">{items}</ul>
    }
    case 'quote':
      return (
        <blockquote>
          <Inline text={piece.text} />
        </blockquote>
      )
    case 'code':
      return <pre>{piece.text}</pre>
    case 'rule':
      return <hr />
    case 'paragraph':
      return (
        <p>
          <Inline text={piece.text} />
        </p>
      )
    default:
      return piece satisfies never
  }
}

const inline = /(`[^`]+`)|(\*\*.+?\*\*|__.+?__)|(~~.+?~~)|(\*[^*\s][^*]*\*|(?<!\w)_[^_\s][^_]*_(?!\w))|(\[[^\]]+\]\([^)\s]+\))/

function Inline({ text }: { text: string }): ComponentChildren {
  const found = inline.exec(text)
  if (found === null) return withEmoji(text)
  const [whole, code, bold, strike, italic, link] = found
  return (
    <>
      {withEmoji(text.slice(0, found.index))}
      {code !== undefined && <code>{code.slice(1, -1)}</code>}
      {bold !== undefined && (
        <strong>
          <Inline text={bold.slice(2, -2)} />
        </strong>
      )}
      {strike !== undefined && (
        <s>
          <Inline text={strike.slice(2, -2)} />
        </s>
      )}
      {italic !== undefined && (
        <em>
          <Inline text={italic.slice(1, -1)} />
        </em>
      )}
      {link !== undefined && (
        <Link url={link.slice(link.lastIndexOf('](') + 2, -1)}>
          <Inline text={link.slice(1, link.lastIndexOf(']('))} />
        </Link>
      )}
      <Inline text={text.slice(found.index + whole.length)} />
    </>
  )
}

import type { ComponentChildren } from 'preact'
import { Link } from '../link.tsx'
import { withEmoji } from '../text.tsx'

/** The common part of Markdown: headings, lists, quotes, code, rules, paragraphs. Tables and HTML stay as written. */
export function Markdown({ text }: { text: string }) {
  return <div class="rich-text markdown-block">{piecesOf(text).map((piece, place) => <PieceOf key={place} piece={piece} />)}</div>
}

export type Piece =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'list'; style: 'bullet' | 'ordered'; items: string[] }
  | { kind: 'quote' | 'paragraph' | 'code'; text: string }
  | { kind: 'rule' }

/** Markdown text in pieces, line by line. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    const last = pieces.at(-1)
    const gap = (lines[at - 1] ?? '').trim() === ''
    const heading = /^(#{1,6})\s+(.*)$/.exec(line)
    const item = /^\s*(?:([-*+])|\d+[.)])\s+(.*)$/.exec(line)
    const quote = /^>\s?(.*)$/.exec(line)
    if (line.startsWith('```')) {
      const end = lines.findIndex((later, place) => place > at && later.startsWith('```'))
      pieces.push({ kind: 'code', text: lines.slice(at + 1, end === -1 ? undefined : end).join('\n') })
      at = end === -1 ? lines.length : end
    } else if (heading !== null) {
      pieces.push({ kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' })
    } else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
      pieces.push({ kind: 'rule' })
    } else if (item !== null) {
      const style = item[1] === undefined ? 'ordered' : 'bullet'
      if (last?.kind === 'list' && last.style === style) last.items.push(item[2] ?? '')
      else pieces.push({ kind: 'list', style, items: [item[2] ?? ''] })
    } else if (quote !== null) {
      if (last?.kind === 'quote' && !gap) last.text += `\n${quote[1] ?? ''}`
      else pieces.push({ kind: 'quote', text: quote[1] ?? '' })
    } else if (line.trim() !== '') {
      if (last?.kind === 'paragraph' && !gap) last.text += `\n${line}`
      else pieces.push({ kind: 'paragraph', text: line })
    }
  }
  return pieces
}

function PieceOf({ piece }: { piece: Piece }) {
  switch (piece.kind) {
    case 'heading':
      return <h4 class={`markdown-heading-${Math.min(piece.level, 3)}`}><Inline text={piece.text} /></h4>
    case 'list': {
      const items = piece.items.map((item, place) => <li key={place}><Inline text={item} /></li>)
      return piece.style === 'ordered' ? <ol class="rich-list">{items}</ol> : <ul class="rich-list">{items}</ul>
    }
    case 'quote':
      return <blockquote><Inline text={piece.text} /></blockquote>
    case 'code':
      return <pre>{piece.text}</pre>
    case 'rule':
      return <hr />
    case 'paragraph':
      return <p><Inline text={piece.text} /></p>
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
      {bold !== undefined && <strong><Inline text={bold.slice(2, -2)} /></strong>}
      {strike !== undefined && <s><Inline text={strike.slice(2, -2)} /></s>}
      {italic !== undefined && <em><Inline text={italic.slice(1, -1)} /></em>}
      {link !== undefined && <Link url={link.slice(link.lastIndexOf('](') + 2, -1)}><Inline text={link.slice(1, link.lastIndexOf(']('))} /></Link>}
      <Inline text={text.slice(found.index + whole.length)} />
    </>
  )
}

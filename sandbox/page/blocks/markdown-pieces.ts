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

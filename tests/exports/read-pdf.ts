/** What a PDF says of itself: its pages, tags, language and the texts that stand for others. Read from the objects of the file. */
export function readPdf(bytes: Uint8Array): {
  pages: number
  marked: boolean
  language: string | undefined
  tags: string[]
  actualTexts: string[]
} {
  const source = Buffer.from(bytes).toString('latin1')
  return {
    pages: source.match(/\/Type \/Page\b(?!s)/g)?.length ?? 0,
    marked: /\/Marked true/.test(source),
    language: /\/Lang \(([^)]*)\)/.exec(source)?.[1],
    tags: [...new Set([...source.matchAll(/\/S \/(\w+)/g)].map(([, tag]) => tag ?? ''))],
    actualTexts: [...source.matchAll(/\/ActualText \(((?:\\[\s\S]|[^\\)])*)\)/g)].map(([, raw]) => utf16(raw ?? '')),
  }
}

/** A PDF string in UTF-16BE with its byte order mark, its escapes undone. */
function utf16(raw: string): string {
  const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
  const unescaped = raw.replaceAll(/\\([\s\S])/g, (_, sign: string) => escapes[sign] ?? sign)
  const bytes = Buffer.from(unescaped, 'latin1')
  return bytes.subarray(0, 2).toString('hex') === 'feff' ? bytes.subarray(2).swap16().toString('utf16le') : unescaped
}

import PDFDocument from 'pdfkit'
import { inter, showable } from './font.ts'
import type { Page, PagePart } from './page.ts'

const copy = {
  missing: (count: number) =>
    count === 1
      ? 'One letter of this page is not in the font of this file and stands as □. The “Page to print” has it.'
      : `${count} letters of this page are not in the font of this file and stand as □. The “Page to print” has them all.`,
}

const colours = { ink: '#1c1d21', soft: '#5b5e66', line: '#c9ccd3' }
/** Points. */
const sizes = { title: 16, heading: 11, label: 8.5, words: 9.5, facts: 8 }
const margin = 42
const indent = 10

/**
 * The page as PDF: A4, one page where it fits, tagged for screen readers with its headings, quotes and lists in reading order. What the
 * font cannot show is marked and counted in a sentence under the title, and stays intact for screen readers and copying (`ActualText`).
 */
export async function pdfOf(page: Page, madeAt: Temporal.Instant): Promise<Uint8Array<ArrayBuffer>> {
  const doc = new PDFDocument({
    size: 'A4',
    margin,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: page.language,
    info: {
      Title: page.title,
      Creator: 'Cuecard',
      CreationDate: new Date(madeAt.epochMilliseconds),
      ModDate: new Date(madeAt.epochMilliseconds),
    },
  })
  const chunks: Buffer[] = []
  const ended = new Promise<void>((done, failed) => {
    doc.on('data', (chunk: Buffer) => void chunks.push(chunk))
    doc.on('end', done)
    doc.on('error', failed)
  })
  draw(doc, page)
  doc.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}

type Pdf = InstanceType<typeof PDFDocument>
type Structure = ReturnType<Pdf['struct']>
type Look = { weight?: keyof typeof inter; size: number; colour?: string; left?: number; after?: number }

function draw(doc: Pdf, page: Page): void {
  doc.registerFont('regular', inter.regular)
  doc.registerFont('semibold', inter.semibold)
  const has = coverage(doc)
  const missing = lettersMissing(page, has)
  const root = doc.struct('Document')
  doc.addStructure(root)

  /** A run of text as one element of the structure. */
  function put(
    parent: Structure,
    tag: string,
    text: string,
    { weight = 'regular', size, colour = colours.ink, left = 0, after = 3 }: Look,
  ): void {
    const { shown, missing: lacks } = showable(text, has)
    const write = () => {
      doc.font(weight).fontSize(size).fillColor(colour)
      doc.text(shown, margin + left, doc.y, { width: doc.page.width - 2 * margin - left, lineGap: 1 })
    }
    const element = doc.struct(tag, lacks > 0 ? { actual: text } : {}, [write])
    parent.add(element)
    element.end()
    doc.y += after
  }

  put(root, 'H1', page.title, { weight: 'semibold', size: sizes.title, after: 1 })
  put(root, 'P', page.facts.join(' · '), { size: sizes.facts, colour: colours.soft, after: 4 })
  if (missing > 0) put(root, 'P', copy.missing(missing), { size: sizes.facts, colour: colours.soft, after: 4 })

  for (const { heading, parts } of page.sections) {
    keepTogether(doc, 60)
    doc.y += 5
    put(root, 'H2', heading, { weight: 'semibold', size: sizes.heading, after: 1 })
    rule(doc)
    for (const part of parts) putPart(doc, root, part, put)
  }
  keepTogether(doc, 40)
  doc.y += 10
  rule(doc)
  for (const sentence of page.footer) put(root, 'P', sentence, { size: sizes.facts, colour: colours.soft })
  root.end()
}

function putPart(doc: Pdf, root: Structure, part: PagePart, put: (parent: Structure, tag: string, text: string, look: Look) => void): void {
  switch (part.part) {
    case 'note':
      return put(root, 'P', part.text, { size: sizes.words, colour: colours.soft })
    case 'words': {
      if (part.label !== undefined) put(root, 'H3', part.label, { weight: 'semibold', size: sizes.label, colour: colours.soft, after: 1 })
      const from = { page: doc.page, y: doc.y }
      put(root, 'BlockQuote', part.text, { size: sizes.words, left: indent, after: 1 })
      if (doc.page === from.page) bar(doc, from.y, doc.y - 2)
      for (const fact of part.facts ?? []) put(root, 'P', fact, { size: sizes.facts, colour: colours.soft, left: indent, after: 1 })
      doc.y += 3
      return
    }
    case 'item': {
      keepTogether(doc, 36)
      put(root, 'P', part.text === '' ? part.mark : part.text, { size: sizes.words, left: indent, after: 0 })
      put(root, 'P', [...(part.text === '' ? [] : [part.mark]), ...part.facts].join(' · '), {
        size: sizes.facts,
        colour: colours.soft,
        left: indent,
        after: 4,
      })
      return
    }
    default:
      return part satisfies never
  }
}

/** Begins a new page where fewer than this many points are left. */
function keepTogether(doc: Pdf, points: number): void {
  if (doc.y + points > doc.page.height - margin) doc.addPage()
}

function rule(doc: Pdf): void {
  const { y } = doc
  doc.markContent('Artifact', { type: 'Layout' })
  doc
    .moveTo(margin, y)
    .lineTo(doc.page.width - margin, y)
    .lineWidth(0.5)
    .strokeColor(colours.line)
    .stroke()
  doc.endMarkedContent()
  doc.y = y + 4
}

/** The line at the side of what a person wrote. */
function bar(doc: Pdf, from: number, to: number): void {
  doc.markContent('Artifact', { type: 'Layout' })
  doc
    .moveTo(margin + 2, from)
    .lineTo(margin + 2, to)
    .lineWidth(2)
    .strokeColor(colours.line)
    .stroke()
  doc.endMarkedContent()
}

/** Which code points the font has. PDFKit opens fonts with fontkit and keeps that behind the current font, of which its types say nothing. */
function coverage(doc: Pdf): (codePoint: number) => boolean {
  doc.font('regular')
  const { _font: current } = doc as unknown as { _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } } }
  return (codePoint) => current.font.hasGlyphForCodePoint(codePoint)
}

function lettersMissing(page: Page, has: (codePoint: number) => boolean): number {
  const texts = [
    page.title,
    ...page.facts,
    ...page.footer,
    ...page.sections.flatMap(({ heading, parts }) => [heading, ...parts.flatMap(textsOf)]),
  ]
  return texts.reduce((sum, text) => sum + showable(text, has).missing, 0)
}

function textsOf(part: PagePart): string[] {
  switch (part.part) {
    case 'note':
      return [part.text]
    case 'words':
      return [part.label ?? '', part.text, ...(part.facts ?? [])]
    case 'item':
      return [part.mark, part.text, ...part.facts]
    default:
      return part satisfies never
  }
}

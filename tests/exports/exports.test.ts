import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { missingMark, showable } from '../../src/exports/font.ts'
import { htmlOf } from '../../src/exports/html.ts'
import { markdownOf } from '../../src/exports/markdown.ts'
import { pdfOf } from '../../src/exports/pdf.ts'
import { planPage } from '../../src/exports/plan-page.ts'
import { sampleNow } from '../../src/slack/views/samples/at.ts'
import { planFileMessages } from '../../src/slack/views/samples/plan-file.ts'
import { emptyPlan, filledPlan, maximalPlan } from '../../src/slack/views/samples/plan.ts'
import { pageOf } from './page.ts'
import { readPdf } from './read-pdf.ts'

const reader = { zone: 'Europe/Berlin', locale: 'en-GB', thin: false, now: sampleNow }
const hostile = [
  '<script>alert(1)</script>',
  '<!channel> & <@U1>',
  '# no heading',
  '- no item',
  '1. no list',
  '[link](http://x.test)',
  '> quote',
  '`code` *bold* _it_',
  '"quoted" \'too\'',
  '&amp; &#60;',
  '+ plus',
  '= rule',
  '---',
]

describe('the page as HTML', () => {
  it('needs nothing from the network, and runs nothing', () => {
    const html = htmlOf(planPage(planFileMessages.plan_file.manager, reader))
    expect(html).not.toMatch(/<(script|img|link|iframe|object)|https?:|url\(|@import/i)
    expect(html).toContain(`default-src 'none'`)
  })

  it.each(hostile)('shows %s as words', (words) => {
    const html = htmlOf(pageOf(words))
    const body = html.slice(html.indexOf('<main>'), html.indexOf('</body>'))
    const text = body
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&')
    expect(text.split(words)).toHaveLength(4)
    expect(
      body.replaceAll(/<\/?(main|header|section|footer|h[1-3]|p|ul|li|span|blockquote)(?: (?:dir="auto"|class="[a-z]+"))*>/g, ''),
    ).not.toMatch(/[<>]/)
  })

  it('gives the same bytes for the same page', () => {
    expect(htmlOf(pageOf('One'))).toBe(htmlOf(pageOf('One')))
  })
})

describe('the page as Markdown', () => {
  it.each(hostile)('does not let %s become markup', (words) => {
    const markdown = markdownOf(pageOf(words))
    expect(markdown.match(/^#+ /gm)).toEqual(['# ', '## ', '## '])
    expect(markdown.match(/^- /gm)).toEqual(['- '])
    // Read back as a reader of CommonMark would: a backslash before a sign gives the sign.
    expect(markdown.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1').split(words).length).toBeGreaterThanOrEqual(4)
  })

  it('has the order of the page', () => {
    const headings = markdownOf(planPage(planFileMessages.plan_file.employee, reader)).match(/^## .*/gm)
    expect(headings).toEqual([
      '## What is expected',
      '## Where things stand',
      '## Goals',
      '## Support between meetings: what Maya promised',
      '## Next steps',
      '## Help asked for',
      '## Comments and corrections',
      '## Done and dropped',
    ])
  })
})

describe('the page as PDF', () => {
  it('is one page where it fits, tagged, named and in the order of the page', async () => {
    const pdf = readPdf(await pdfOf(planPage(planFileMessages.plan_file.manager, reader), sampleNow))
    expect(pdf.pages).toBe(1)
    expect(pdf.marked).toBe(true)
    expect(pdf.language).toBe('en-GB')
    expect(pdf.tags).toEqual(expect.arrayContaining(['Document', 'H1', 'H2', 'BlockQuote', 'P']))
  })

  it('is one page for an empty plan and several for the longest', async () => {
    const empty = await pdfOf(planPage({ ...planFileMessages.plan_file.manager, plan: emptyPlan }, reader), sampleNow)
    const longest = await pdfOf(planPage({ ...planFileMessages.plan_file.manager, plan: maximalPlan }, reader), sampleNow)
    expect(readPdf(empty).pages).toBe(1)
    expect(readPdf(longest).pages).toBeGreaterThan(1)
  })

  it('keeps what the font cannot show for screen readers, and says how much it is', async () => {
    const pdf = readPdf(await pdfOf(pageOf('更新率 שלום'), sampleNow))
    expect(pdf.actualTexts).toContain('更新率 שלום')
    const latin = readPdf(await pdfOf(pageOf('Größe, Ωμέγα, Ёлка, Việt'), sampleNow))
    expect(latin.actualTexts).toEqual([])
  })
})

describe('what a font can show', () => {
  const latin = (codePoint: number) => codePoint < 0x250 || codePoint === 0x25a1

  it('marks each letter that it has not, once, and counts it', () => {
    expect(showable('Ask 佐藤 👩‍💻 today', latin)).toEqual({ shown: `Ask ${missingMark}${missingMark} ${missingMark} today`, missing: 3 })
  })

  it('leaves every text alone that the font has, but for signs that nobody sees', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCodePoint(code)) }), (text) => {
        expect(showable(text, latin)).toEqual({ shown: text, missing: 0 })
      }),
    )
    expect(showable('one\u200b two', latin)).toEqual({ shown: 'one two', missing: 0 })
  })

  it('never lets a letter through that the font has not', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect([...showable(text, latin).shown].every((letter) => letter === '\n' || latin(letter.codePointAt(0) ?? 0))).toBe(true)
      }),
    )
  })
})

it('exports every sample of a plan in each format', async () => {
  for (const plan of [emptyPlan, filledPlan, maximalPlan]) {
    const page = planPage({ ...planFileMessages.plan_file.manager, plan }, reader)
    expect(markdownOf(page).length).toBeGreaterThan(100)
    expect(htmlOf(page).length).toBeGreaterThan(1_000)
    expect((await pdfOf(page, sampleNow)).length).toBeGreaterThan(5_000)
  }
})

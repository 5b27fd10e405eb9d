import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../sandbox/browser.ts'

/**
 * A Chromium for tests, or undefined where none starts: then the run says so, and the tests that need it are skipped. In CI that is a
 * failure, because there it would hide everything that only a browser can show.
 */
export async function browserForTests(): Promise<Browser | undefined> {
  try {
    return await launchBrowser()
  } catch (error) {
    if (process.env['CI'] || !(error instanceof Error)) throw error
    process.stderr.write(`\nThe browser tests are skipped. ${error.message}\n`)
    return undefined
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe objects to on the page as it is now, as `rule: where` lines; serious and critical findings only. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate<string[]>(`Promise.all(document.getAnimations().map((one) => one.finished))
    .then(() => axe.run({ resultTypes: ['violations'] }))
    .then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.target.join(' ') + ' ' + (node.any[0]?.message ?? ''))))`)
}

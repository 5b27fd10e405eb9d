import { existsSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import packaged from '@sparticuz/chromium'
import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'

/** Without these a Chromium calls home at its start, which a closed network answers with a pile of errors. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A headless Chromium: the machine's own where there is one, else the one that comes in an npm package. Throws a sentence when neither starts. */
export async function launchBrowser(): Promise<Browser> {
  const own = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  )
  const executablePath = own ?? (await packaged.executablePath())
  try {
    return await chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet] })
  } catch {
    // A first start out of the package now and then fails while it is still being unpacked.
    await delay(500)
  }
  return chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet] }).catch((cause: unknown) => {
    throw new Error(
      'No Chromium starts here. Install one (Debian: apt-get install chromium, or libnss3 for the packaged one) or name it in CHROMIUM.',
      { cause },
    )
  })
}

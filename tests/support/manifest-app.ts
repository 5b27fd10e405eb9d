import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { appFromManifest } from '../../sandbox/slack/index.ts'

/** The app as manifest.yml describes it to Slack. */
export function manifestApp() {
  return appFromManifest(parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')))
}

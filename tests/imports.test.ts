import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Which part of the code may import which; npm packages are not meant here. */
const allowed: Record<string, readonly string[]> = {
  coaching: ['coaching'],
  calendars: ['calendars', 'coaching'],
  'people-files': ['people-files', 'coaching'],
  db: ['db', 'coaching', 'config'],
  exports: ['exports', 'coaching'],
  flows: ['flows', 'coaching', 'db'],
  delivery: ['delivery', 'db', 'coaching', 'clock', 'log'],
  http: ['http', 'log'],
  cli: ['cli', 'calendars', 'exports', 'people-files', 'coaching', 'config', 'db', 'main', 'slack', 'clock', 'flows'],
  slack: ['slack', 'people-files', 'flows', 'exports', 'coaching', 'db', 'delivery', 'clock', 'log', 'config'],
  app: ['calendars', 'coaching', 'db', 'delivery', 'flows', 'http', 'slack', 'clock', 'config', 'log'],
  main: ['app', 'clock', 'config', 'db', 'log'],
  clock: [],
  config: [],
  log: [],
}
/** Slack's libraries are known in one place only. */
const slackPackages = /^@slack\//
const mayKnowSlack = ['slack', 'app']

type Edge = { file: string; from: string; to: string }

describe('who may import whom', () => {
  it('holds for every import in src', () => {
    const root = join(import.meta.dirname, '../src')
    const edges = globSync('**/*.ts', { cwd: root }).flatMap((file) => edgesOf(file, readFileSync(join(root, file), 'utf8')))
    expect(edges.length).toBeGreaterThan(100)
    expect(edges.filter(isForbidden).map(inWords)).toEqual([])
  })

  it('names the edge when the domain reaches for the database, Slack or the sandbox', () => {
    const planted = [
      ...edgesOf('coaching/plan.ts', "import { getPair } from '../db/pairs.ts'"),
      ...edgesOf('flows/pairs.ts', "import type { View } from '@slack/types'"),
      ...edgesOf('db/pairs.ts', "import { workplace } from '../../sandbox/cast.ts'"),
    ]
    expect(planted.filter(isForbidden).map(inWords)).toEqual([
      'coaching/plan.ts (coaching) imports db',
      'flows/pairs.ts (flows) imports @slack/types',
      'db/pairs.ts (db) imports ../sandbox',
    ])
  })
})

function edgesOf(file: string, source: string): Edge[] {
  const from = partOf(file)
  const targets = [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, target]) => target ?? '')
  return targets.flatMap((target) => {
    if (slackPackages.test(target)) return [{ file, from, to: target }]
    if (target.startsWith('#backend/')) return [{ file, from, to: 'db' }]
    if (!target.startsWith('.') || target.endsWith('.json')) return []
    const path = join(dirname(file), target)
    return [{ file, from, to: path.startsWith('..') ? path.split('/').slice(0, 2).join('/') : partOf(path) }]
  })
}

function isForbidden({ from, to }: Edge): boolean {
  return slackPackages.test(to) ? !mayKnowSlack.includes(from) : !(allowed[from] ?? []).includes(to)
}

function inWords({ file, from, to }: Edge): string {
  return `${file} (${from}) imports ${to}`
}

function partOf(file: string): string {
  const [first = ''] = relative('.', file).split('/')
  return first.replace(/\.ts$/, '')
}

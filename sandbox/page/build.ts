import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, extname, join, normalize, sep } from 'node:path'
import type { Plugin } from 'vite'

const pageFolder = import.meta.dirname
const builtFolder = join(pageFolder, 'dist')
const stampFile = join(builtFolder, '.built-from')

/**
 * The page's files in `sandbox/page/dist`. Nothing is done when they were built from the very sources that are there now,
 * and vite is not even loaded then. Uses no network. Throws vite's own error when a source does not build.
 */
export async function buildPage(): Promise<void> {
  const stamp = await stampOfSources()
  const builtFrom = await readFile(stampFile, 'utf8').catch(() => '')
  if (builtFrom === stamp && existsSync(join(builtFolder, 'index.html'))) return

  const { build } = await import('vite')
  await build({
    configFile: false,
    root: pageFolder,
    base: '/',
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    plugins: [emojiFont()],
    build: { outDir: builtFolder, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, reportCompressedSize: false },
  })
  await mkdir(builtFolder, { recursive: true })
  await writeFile(stampFile, stamp)
}

/**
 * A handler that answers requests for the page and says whether it did. What is not the page's (`/practice/…`, `/api/…`,
 * `/gallery/samples.json`, anything but GET and HEAD) gets `false` and is left to the caller. A route of the page, such as
 * `/gallery/agreement`, gets the page itself. `startAs` is the id of the person who is at the screen when the address names nobody.
 */
export function servePage({ startAs }: { startAs?: string } = {}): (req: IncomingMessage, res: ServerResponse) => boolean {
  return (req, res) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return false
    const url = urlOf(req)
    if (url === undefined) return false
    const path = url.pathname
    if (path === '/' && startAs !== undefined && !url.searchParams.has('as')) {
      res.writeHead(302, { location: `/?${new URLSearchParams({ as: startAs })}`, 'cache-control': 'no-store' }).end()
      return true
    }
    const asset = normalize(join(builtFolder, path))
    const isAsset = asset.startsWith(builtFolder + sep) && extname(asset) !== '' && statSync(asset, { throwIfNoEntry: false })?.isFile()
    if (isAsset) {
      send(req, res, asset, path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      return true
    }
    if (!isRouteOfThePage(path)) return false
    send(req, res, join(builtFolder, 'index.html'), 'no-cache')
    return true
  }
}

const isRouteOfThePage = (path: string) => path === '/' || path === '/index.html' || (/^\/gallery(\/|$)/.test(path) && extname(path) === '')

const urlOf = (req: IncomingMessage): URL | undefined =>
  URL.canParse(req.url ?? '/', 'http://page') ? new URL(req.url ?? '/', 'http://page') : undefined

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
}

function send(req: IncomingMessage, res: ServerResponse, file: string, caching: string): void {
  res.writeHead(200, {
    'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
    'cache-control': caching,
    'x-content-type-options': 'nosniff',
  })
  if (req.method === 'HEAD') res.end()
  else createReadStream(file).pipe(res)
}

async function stampOfSources(): Promise<string> {
  const hash = createHash('sha256')
  const files: string[] = []
  for await (const file of glob('**/*.{ts,tsx,css,html,json,svg}', { cwd: pageFolder, exclude: (name) => name === 'dist' }))
    files.push(file)
  for (const file of files.toSorted())
    hash
      .update(file)
      .update('\0')
      .update(await readFile(join(pageFolder, file)))
  const here = createRequire(import.meta.url)
  for (const name of ['vite', 'preact', '@fontsource/noto-color-emoji']) hash.update(versionOf(here, name))
  return hash.digest('hex')
}

function versionOf(here: NodeRequire, name: string): string {
  const folder = folderOf(here, name)
  return folder === undefined ? `${name} is not there` : readFileSync(join(folder, 'package.json'), 'utf8')
}

/** Emoji come from an installed font when it is there, because a machine without a screen often has none of its own. */
function emojiFont(): Plugin {
  const asked = 'virtual:emoji-font.css'
  const folder = folderOf(createRequire(import.meta.url), '@fontsource/noto-color-emoji')
  return {
    name: 'emoji-font',
    resolveId: (id) => (id === asked ? `${pageFolder}/emoji-font.generated.css` : undefined),
    load(id) {
      if (id !== `${pageFolder}/emoji-font.generated.css`) return undefined
      if (folder === undefined) return '/* no emoji font is installed: the reader’s own is used */'
      return readFileSync(join(folder, 'index.css'), 'utf8')
        .replaceAll(/,\s*url\([^)]*\.woff\) format\('woff'\)/g, '')
        .replaceAll('url(./', `url(${folder}/`)
    },
  }
}

function folderOf(here: NodeRequire, name: string): string | undefined {
  try {
    return dirname(here.resolve(`${name}/package.json`))
  } catch {
    return undefined
  }
}

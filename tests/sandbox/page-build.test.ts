import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPage, servePage } from '../../sandbox/page/build.ts'

describe('the built page', () => {
  let server: Server
  let url: string

  beforeAll(async () => {
    await buildPage()
    const page = servePage({ startAs: 'UMAYA' })
    server = createServer((req, res) => {
      if (!page(req, res)) res.writeHead(418).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    // A server that listens on TCP has an address of this form.
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })

  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  it('is there for every route of the page, with its script and style', async () => {
    for (const route of ['/?as=UDEV', '/gallery', '/gallery/agreement']) {
      const response = await fetch(url + route)
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
      const assets = [...(await response.text()).matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1])
      expect(assets.length).toBeGreaterThanOrEqual(2)
      for (const asset of assets) expect((await fetch(url + asset)).status).toBe(200)
    }
  })

  it('loads nothing from elsewhere', async () => {
    const html = await (await fetch(`${url}/?as=UDEV`)).text()
    expect(html).toContain(`default-src 'self'`)
    expect(html).not.toMatch(/(?:src|href)="https?:/)
  })

  it('opens as the first person when the address names nobody', async () => {
    const response = await fetch(url, { redirect: 'manual' })
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe('/?as=UMAYA')
  })

  it.each([
    '/practice/state',
    '/api/auth.test',
    '/gallery/samples.json',
    '/assets/../../build.ts',
    '/assets/%2e%2e/%2e%2e/build.ts',
    '/.built-from',
  ])('leaves %s to others', async (path) => {
    expect((await fetch(url + path)).status).toBe(418)
  })

  it('answers no other method than GET and HEAD', async () => {
    expect((await fetch(url, { method: 'POST' })).status).toBe(418)
    expect((await fetch(`${url}/?as=UDEV`, { method: 'HEAD' })).status).toBe(200)
  })
})

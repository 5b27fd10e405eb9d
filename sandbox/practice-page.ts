import type { RequestListener } from 'node:http'
import { gallery } from './gallery.ts'
import { servePage } from './page/build.ts'

/** Answers for the whole practice workspace in a browser: the page, the samples of its gallery, and 404 for the rest. `buildPage` comes first. */
export function practicePage(options: { startAs?: string } = {}): RequestListener {
  const page = servePage(options)
  return (request, response) => {
    if (request.url?.split('?')[0] === '/gallery/samples.json') {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(gallery()))
    } else if (!page(request, response)) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n')
    }
  }
}

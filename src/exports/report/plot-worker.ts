import { parentPort, workerData } from 'node:worker_threads'
import { Resvg } from '@resvg/resvg-js'
import { parse, View } from 'vega'
import type { TopLevelSpec } from 'vega-lite'
import { compile } from 'vega-lite'
import type { DrawnPlot, PlotJob } from './draw-plots.ts'
import { opaquePng } from './opaque-png.ts'

// What `draw-plots.ts` handed over is a PlotJob.
const { specs, fonts } = workerData as PlotJob
const drawn: Record<string, DrawnPlot> = {}
for (const [id, spec] of Object.entries(specs)) drawn[id] = await draw(spec)
parentPort?.postMessage(drawn)

async function draw(spec: TopLevelSpec): Promise<DrawnPlot> {
  const view = new View(parse(compile(spec).spec), { renderer: 'none' })
  const svg = await view.toSVG()
  view.finalize()
  const rendered = new Resvg(svg, {
    font: { fontFiles: fonts, loadSystemFonts: false, defaultFontFamily: 'Inter' },
    fitTo: { mode: 'zoom', value: 2 },
    background: 'white',
  }).render()
  const { width, height } = rendered
  return { svg, png: opaquePng(rendered.pixels, width, height), width: width / 2, height: height / 2 }
}

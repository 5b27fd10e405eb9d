import { Worker } from 'node:worker_threads'
import type { TopLevelSpec } from 'vega-lite'
import type { PlotId } from './plots.ts'

/** A plot as a picture that scales, and as one for paper; width and height in points. */
export type DrawnPlot = { svg: string; png: Uint8Array; width: number; height: number }
export type PlotJob = { specs: Record<string, TopLevelSpec>; fonts: string[] }

/** Draws the plots beside the main thread: a second of work must not hold up anybody's click. */
export function drawPlots(specs: Record<PlotId, TopLevelSpec>): Promise<Record<PlotId, DrawnPlot>> {
  const { promise, resolve, reject } = Promise.withResolvers<Record<PlotId, DrawnPlot>>()
  const worker = new Worker(new URL('./plot-worker.ts', import.meta.url), {
    workerData: { specs, fonts: [fontFile('400Regular'), fontFile('700Bold')] } satisfies PlotJob,
  })
  worker.once('message', resolve)
  worker.once('error', reject)
  return promise.finally(() => void worker.terminate())
}

/** The file of one weight of Inter, the typeface of plots and pages on paper. */
export function fontFile(weight: '400Regular' | '700Bold'): string {
  return new URL(import.meta.resolve(`@expo-google-fonts/inter/${weight}/Inter_${weight}.ttf`)).pathname
}

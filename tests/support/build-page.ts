import { buildPage } from '../../sandbox/page/build.ts'

/** Builds the practice page once before any test, because several files open it and two builds at once would tread on each other. */
export default function setup(): Promise<void> {
  return buildPage()
}

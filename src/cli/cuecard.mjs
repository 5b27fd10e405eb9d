/**
 * What npm runs. It is plain JavaScript, so that Node need not load its TypeScript compiler (80 ms, 20 MB) when everything behind it was
 * compiled at an earlier start.
 */
import { enableCompileCache } from 'node:module'

enableCompileCache()
await import('./launch.ts')

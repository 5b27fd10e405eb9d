import { parentPort, workerData } from 'node:worker_threads'
import type { ReadJob } from './plain-events.ts'
import { readPlainEvents } from './plain-events.ts'

// What `feed-reader.ts` handed over is a ReadJob.
parentPort?.postMessage(readPlainEvents(workerData as ReadJob))

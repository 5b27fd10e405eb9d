import type { Finding } from '../db/finding.ts'

/** Prints findings, a line each, and sets the exit code: 1 when something is wrong, else 0. */
export function report(findings: readonly Finding[]): void {
  const width = Math.max(...findings.map(({ about }) => about.length))
  for (const { about, is, sentence } of findings) process.stdout.write(`${marks[is]}  ${about.padEnd(width)}  ${sentence}\n`)
  if (findings.some(({ is }) => is === 'wrong')) process.exitCode = 1
}

const marks = { ok: 'ok  ', 'worth knowing': 'note', wrong: 'FIX ' }

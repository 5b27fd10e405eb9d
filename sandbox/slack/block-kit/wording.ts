import type { z } from 'zod'

/** What is wrong and where. `error` is there when Slack answers with a code of its own instead of that of the list or view. */
export type Finding = { pointer: string; message: string; error?: string }

/**
 * A zod issue in Slack's words ("must be less than 3001 characters"), with pointers below `base`.
 * A missing field is reported at the object that lacks it, an unknown one at the object that has it.
 * The issue must have been made with `reportInput`.
 */
export function findings(issue: z.core.$ZodIssue, base: string): Finding[] {
  const here = pointer(base, issue.path)
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return [missing(issue.path, base)]
      return [{ pointer: here, message: `must provide ${article(issue.expected)}` }]
    case 'invalid_value':
    case 'invalid_union':
      return chosen(issue, base)
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ pointer: here, message: `invalid additional property: ${key}` }))
    case 'too_big':
      return [{ pointer: here, message: tooBig(issue.origin, Number(issue.maximum)) }]
    case 'too_small':
      return [{ pointer: here, message: tooSmall(issue.origin, Number(issue.minimum), issue.inclusive ?? true) }]
    default:
      return [{ pointer: here, message: issue.message }]
  }
}

/** The JSON pointer (RFC 6901) of `path` below `base`. */
export const pointer = (base: string, path: readonly PropertyKey[]): string =>
  [base, ...path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/')

function chosen(issue: z.core.$ZodIssueInvalidValue | z.core.$ZodIssueInvalidUnion, base: string): Finding[] {
  const given = issue.code === 'invalid_union' ? typeOf(issue) : issue.input
  if (given === undefined) return [missing(issue.path, base)]
  const isType = issue.path.at(-1) === 'type'
  return [{ pointer: pointer(base, issue.path), message: isType ? `unsupported type: ${String(given)}` : 'must be a valid enum value' }]
}

function typeOf(issue: z.core.$ZodIssueInvalidUnion): unknown {
  const given = issue.input
  return typeof given === 'object' && given !== null && 'type' in given ? given.type : undefined
}

function missing(path: readonly PropertyKey[], base: string): Finding {
  return { pointer: pointer(base, path.slice(0, -1)), message: `missing required field: ${String(path.at(-1))}` }
}

function article(expected: string): string {
  switch (expected) {
    case 'object':
    case 'array':
      return `an ${expected}`
    case 'int':
      return 'an integer'
    default:
      return `a ${expected}`
  }
}

function tooBig(origin: string, most: number): string {
  switch (origin) {
    case 'string':
      return `must be less than ${most + 1} characters`
    case 'array':
      return `no more than ${most} items allowed`
    default:
      return `must be less than ${most + 1}`
  }
}

function tooSmall(origin: string, least: number, inclusive: boolean): string {
  switch (origin) {
    case 'string':
      return `must be more than ${least - 1} characters`
    case 'array':
      return `no less than ${least} items allowed`
    default:
      return `must be more than ${inclusive ? least - 1 : least}`
  }
}

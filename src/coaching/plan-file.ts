import type { Plan } from './plan.ts'

/** What a page can be exported as. */
export const fileFormats = ['pdf', 'html', 'markdown'] as const
export type FileFormat = (typeof fileFormats)[number]

/** A plan on its way to one of its two people as a file. */
export type PlanFile = { plan: Plan; side: 'manager' | 'employee'; quarter: string; format: FileFormat }

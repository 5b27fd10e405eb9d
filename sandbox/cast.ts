import type { PersonSeed } from './slack/index.ts'

/** The people of the practice workspace. Their ids are fixed, so that an address like `?as=U0MAYA0001` can be shared. */
export const cast = [
  { id: 'U0MAYA0001', name: 'Maya', title: 'Head of Renewals', zone: 'Europe/Berlin', email: 'maya@example.com', locale: 'en-GB' },
  { id: 'U0DEV00001', name: 'Dev', title: 'Account manager', zone: 'Europe/Berlin', email: 'dev@example.com', locale: 'en-GB' },
  { id: 'U0CHI00001', name: 'Chi', title: 'Account manager', zone: 'Europe/Lisbon', email: 'chi@example.com', locale: 'en-GB' },
  { id: 'U0TOMAS001', name: 'Tomas', title: 'Director and mentor', zone: 'Europe/Prague', email: 'tomas@example.com', locale: 'en-GB' },
  { id: 'U0LENA0001', name: 'Lena', title: 'People development', zone: 'Europe/Berlin', email: 'lena@example.com', locale: 'en-GB' },
] as const satisfies PersonSeed[]

/** Who is at the screen when the page opens, and who coordinates. */
export const firstAtScreen = 'U0MAYA0001'
export const coordinator = 'U0LENA0001'

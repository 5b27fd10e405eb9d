import type { Reader } from '../../coaching/reader.ts'
import type { Caller } from '../listen.ts'

/** The caller as the reader of what is shown to them. */
export function readerOf({ person, workspace, now }: Caller): Reader {
  return { zone: person.zone, locale: person.locale, thin: workspace.thin || person.thin, now }
}

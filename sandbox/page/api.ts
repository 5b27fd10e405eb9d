import type { Act, ActResult, CalendarEntry, ClockState, Fault, Hangup, LiveEvent, Traffic, WorkspaceState } from '../practice-api.ts'
import type { AnyOption } from './form.ts'

/** What a person reads when the app did not answer, or nothing answered at all: Slack's own words. */
export const trouble = 'We had some trouble connecting. Try again?'

/** The workspace as a person may see it. Throws when the stand-in does not answer. */
export const fetchState = (as: string): Promise<WorkspaceState> => getJson(`/practice/state?${new URLSearchParams({ as })}`)

/** Does what a person did; a stand-in that cannot be reached is an answer too. */
export async function act(what: Act): Promise<ActResult> {
  try {
    return await postJson<ActResult>('/practice/act', what)
  } catch {
    return { ok: false, trouble }
  }
}

export const fetchTraffic = (after: number): Promise<Traffic[]> => getJson(`/practice/traffic?after=${after}`)
export const fetchFaults = (): Promise<Fault[]> => getJson('/practice/faults')
export const setFaults = (faults: Fault[]): Promise<unknown> => postJson('/practice/faults', faults)
export const hangUp = (hangup: Hangup): Promise<{ ended: number }> => postJson('/practice/sockets', hangup)
export const fetchCalendar = (from: number, to: number): Promise<CalendarEntry[]> =>
  getJson(`/practice/calendar?${new URLSearchParams({ from: String(from), to: String(to) })}`)
export const fetchClock = (): Promise<ClockState> => getJson('/practice/clock')
export const moveClock = (how: { to: number } | { byMinutes: number }): Promise<ClockState> => postJson('/practice/clock', how)

export type OptionsQuery = { as: string; blockId: string; actionId: string; value: string } & (
  | { viewId: string }
  | { channel: string; ts: string }
  | { home: 'true' }
)
export type OptionsAnswer = { options?: AnyOption[]; option_groups?: { label: { text: string }; options: AnyOption[] }[] }
export const fetchOptions = (query: OptionsQuery): Promise<OptionsAnswer> => getJson(`/practice/options?${new URLSearchParams(query)}`)

/** Listens to what changes for a person. Returns what ends it. `onLink` hears whether the stand-in can be reached. */
export function listen(as: string, onEvent: (event: LiveEvent) => void, onLink: (link: 'up' | 'down') => void): () => void {
  const source = new EventSource(`/practice/live?${new URLSearchParams({ as })}`)
  source.addEventListener('open', () => onLink('up'))
  source.addEventListener('error', () => onLink('down'))
  // The stand-in writes these events from the very type that they are read as.
  source.addEventListener('message', (message: MessageEvent<string>) => onEvent(JSON.parse(message.data) as LiveEvent))
  return () => source.close()
}

export async function getJson<Answer>(path: string): Promise<Answer> {
  const response = await fetch(path, { headers: { accept: 'application/json' } })
  return answerOf(response, path)
}

async function postJson<Answer>(path: string, body: unknown): Promise<Answer> {
  const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  return answerOf(response, path)
}

async function answerOf<Answer>(response: Response, path: string): Promise<Answer> {
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  // The stand-in serves the page and types its answers with the same contract, practice-api.ts.
  return (await response.json()) as Answer
}

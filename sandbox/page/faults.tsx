import { useEffect, useState } from 'preact/hooks'
import type { Fault, Hangup } from '../practice-api.ts'
import { fetchFaults, hangUp, setFaults } from './api.ts'
import { useWorkspace } from './workspace.ts'

const kinds: { kind: Fault['kind']; words: string }[] = [
  { kind: 'rate_limited', words: 'Answer 429 with Retry-After' },
  { kind: 'http_500_before', words: 'Answer 500, nothing done' },
  { kind: 'http_500_after', words: 'Answer 500 although it was done' },
  { kind: 'reply_lost_before', words: 'Drop the connection, nothing done' },
  { kind: 'reply_lost_after', words: 'Drop the connection although it was done' },
  { kind: 'internal_error_after', words: 'Answer internal_error although it was done' },
  { kind: 'slow', words: 'Answer late' },
  { kind: 'cut_json', words: 'Answer half a JSON' },
  { kind: 'html_200', words: 'Answer a web page with status 200' },
  { kind: 'error', words: 'Answer an error of Slack' },
]

const hangups: { how: Hangup['how']; words: string }[] = [
  { how: 'terminate', words: 'Cut the line' },
  { how: 'on_next_delivery', words: 'Cut it at the next delivery' },
  { how: 'link_disabled', words: 'Switch Socket Mode off for a moment' },
  { how: 'silent', words: 'Fall silent, with the line open' },
]

/** Switches for what goes wrong between the app and Slack. */
export function Faults() {
  const { toast } = useWorkspace()
  const [on, setOn] = useState<Fault[]>([])
  const [kind, setKind] = useState<Fault['kind']>('rate_limited')
  const [method, setMethod] = useState('*')
  const [times, setTimes] = useState('1')
  const [seconds, setSeconds] = useState('2')
  const [code, setCode] = useState('channel_not_found')

  const load = () => fetchFaults().then(setOn, () => setOn([]))
  useEffect(() => void load(), [])
  const keep = async (faults: Fault[]) => {
    try {
      await setFaults(faults)
    } catch {
      toast('The faults could not be set.', 'trouble')
    }
    await load()
  }
  const add = () =>
    keep([
      ...on,
      {
        kind,
        method: method.trim() === '' ? '*' : method.trim(),
        times: times === '' ? null : Number(times),
        ...(kind === 'rate_limited' || kind === 'slow' ? { seconds: Number(seconds) } : {}),
        ...(kind === 'error' ? { code } : {}),
      },
    ])

  const drop = async ({ how, words }: (typeof hangups)[number]) => {
    try {
      const { ended } = await hangUp({ how })
      toast(`${words}: ${ended === 1 ? '1 connection' : `${ended} connections`}. The app connects again by itself.`)
    } catch {
      toast('The connections could not be touched.', 'trouble')
    }
  }

  return (
    <div class="faults">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <label>
          What goes wrong
          <select value={kind} onChange={(event) => setKind(kinds.find((one) => one.kind === event.currentTarget.value)?.kind ?? kind)}>
            {kinds.map((one) => (
              <option key={one.kind} value={one.kind}>
                {one.words}
              </option>
            ))}
          </select>
        </label>
        <label>
          Method <input value={method} onInput={(event) => setMethod(event.currentTarget.value)} placeholder="* for all" />
        </label>
        <label>
          How often{' '}
          <input type="number" min="1" value={times} placeholder="always" onInput={(event) => setTimes(event.currentTarget.value)} />
        </label>
        {(kind === 'rate_limited' || kind === 'slow') && (
          <label>
            Seconds <input type="number" min="0" value={seconds} onInput={(event) => setSeconds(event.currentTarget.value)} />
          </label>
        )}
        {kind === 'error' && (
          <label>
            Error <input value={code} onInput={(event) => setCode(event.currentTarget.value)} />
          </label>
        )}
        <button type="submit" class="button button-primary">
          Switch on
        </button>
      </form>
      <ul>
        {on.map((fault, place) => (
          <li key={place}>
            <span>
              <strong>{kinds.find((one) => one.kind === fault.kind)?.words ?? fault.kind}</strong> for <code>{fault.method}</code>,{' '}
              {fault.times === null ? 'until switched off' : fault.times === 1 ? 'once' : `${fault.times} times`}
            </span>
            <button type="button" class="button button-small" onClick={() => keep(on.filter((one) => one !== fault))}>
              Switch off
            </button>
          </li>
        ))}
        {on.length === 0 && <li class="traffic-nothing">Nothing goes wrong at the moment.</li>}
      </ul>
      <div class="faults-sockets" role="group" aria-label="The app’s connections">
        <strong>The app’s connections</strong>
        {hangups.map((one) => (
          <button key={one.how} type="button" class="button button-small" onClick={() => drop(one)}>
            {one.words}
          </button>
        ))}
      </div>
      {on.length > 1 && (
        <button type="button" class="button button-small" onClick={() => keep([])}>
          Switch all off
        </button>
      )}
    </div>
  )
}

import { useEffect, useRef, useState } from 'preact/hooks'
import type { Traffic } from '../practice-api.ts'
import { fetchTraffic } from './api.ts'
import { Faults } from './faults.tsx'
import { Icon } from './icon.tsx'
import { useWorkspace } from './workspace.ts'

type Show = 'all' | 'call' | 'delivery' | 'lint'
const shows: { show: Show; label: string }[] = [
  { show: 'all', label: 'All' },
  { show: 'call', label: 'App calls' },
  { show: 'delivery', label: 'Deliveries' },
  { show: 'lint', label: 'With remarks' },
]

/** For developers: all that the app and Slack said to each other, newest first, and switches for what may go wrong. */
export function Drawer({ changes, onClose }: { changes: number; onClose: () => void }) {
  const [tab, setTab] = useState<'traffic' | 'faults'>('traffic')
  return (
    <section
      class="drawer"
      aria-label="For developers"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <div class="drawer-head">
        <div class="tabs" role="tablist" aria-label="For developers">
          <button type="button" role="tab" aria-selected={tab === 'traffic'} onClick={() => setTab('traffic')}>
            Traffic
          </button>
          <button type="button" role="tab" aria-selected={tab === 'faults'} onClick={() => setTab('faults')}>
            Faults
          </button>
        </div>
        <button type="button" class="icon-button" aria-label="Close drawer" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {tab === 'traffic' ? <TrafficList changes={changes} /> : <Faults />}
    </section>
  )
}

/** Traffic runs on real time, not on the calendar that can be moved. */
const realTime = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
const pollMs = 2_000
const keptLines = 500

function TrafficList({ changes }: { changes: number }) {
  const { person } = useWorkspace()
  const [lines, setLines] = useState<Traffic[]>([])
  const [show, setShow] = useState<Show>('all')
  const [sought, setSought] = useState('')
  const [from, setFrom] = useState(0)
  const last = useRef(0)

  useEffect(() => {
    let current: 'current' | 'late' = 'current'
    const load = async () => {
      const added = await fetchTraffic(last.current).catch(() => [])
      const fresh = added.filter((line) => line.n > last.current)
      if (current === 'late' || fresh.length === 0) return
      last.current = Math.max(...fresh.map((line) => line.n))
      setLines((before) => [...fresh.toReversed(), ...before].toSorted((one, other) => other.n - one.n).slice(0, keptLines))
    }
    void load()
    const timer = setInterval(load, pollMs)
    return () => {
      current = 'late'
      clearInterval(timer)
    }
  }, [changes])

  const wanted = lines.filter(
    (line) =>
      line.n > from &&
      (show === 'all' || (show === 'lint' ? line.lint.length > 0 : line.kind === show)) &&
      (sought === '' || JSON.stringify(line).toLowerCase().includes(sought.toLowerCase())),
  )
  return (
    <>
      <div class="drawer-tools">
        <div class="segments" role="group" aria-label="Show">
          {shows.map((one) => (
            <button key={one.show} type="button" aria-pressed={show === one.show} onClick={() => setShow(one.show)}>
              {one.label}
            </button>
          ))}
        </div>
        <input
          type="search"
          aria-label="Find in traffic"
          placeholder="Find"
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
        <button type="button" class="button button-small" onClick={() => setFrom(last.current)}>
          Clear
        </button>
        <small>{wanted.length} shown</small>
      </div>
      <ol class="traffic">
        {wanted.map((line) => (
          <li key={line.n}>
            <details>
              <summary>
                <span class={`traffic-kind traffic-${line.kind}`}>{line.kind === 'call' ? 'app → Slack' : 'Slack → app'}</span>
                <code>{line.name}</code>
                {line.who !== undefined && <span class="traffic-who">{person(line.who)?.displayName ?? line.who}</span>}
                {outcomeOf(line) !== undefined && <span class="traffic-outcome">{outcomeOf(line)}</span>}
                {line.lint.length > 0 && (
                  <span class="traffic-lint">{line.lint.length === 1 ? '1 remark' : `${line.lint.length} remarks`}</span>
                )}
                <span class="traffic-time">
                  {line.tookMs === undefined ? '' : `${Math.round(line.tookMs)} ms · `}
                  {realTime.format(line.at)}
                </span>
              </summary>
              {line.lint.length > 0 && (
                <ul class="traffic-remarks">
                  {line.lint.map((remark) => (
                    <li key={remark}>{remark}</li>
                  ))}
                </ul>
              )}
              <div class="traffic-json">
                <Json title="Payload" value={line.payload} />
                <Json title={line.kind === 'call' ? 'Answer' : 'Acknowledgement'} value={line.answer} />
              </div>
            </details>
          </li>
        ))}
        {wanted.length === 0 && <li class="traffic-nothing">Nothing yet. Press something in the app.</li>}
      </ol>
    </>
  )
}

/** What went wrong, if anything did: an HTTP status, or the error that Slack answered. */
function outcomeOf(line: Traffic): string | undefined {
  if (line.status !== undefined && line.status >= 400) return String(line.status)
  const { answer } = line
  if (answer !== null && typeof answer === 'object' && 'ok' in answer && answer.ok === false)
    return 'error' in answer ? String(answer.error) : 'not ok'
  return undefined
}

function Json({ title, value }: { title: string; value: unknown }) {
  const { toast } = useWorkspace()
  const text = JSON.stringify(value, null, 2) ?? 'nothing'
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => toast(`${title} copied.`),
      () => toast('The browser did not allow copying.', 'trouble'),
    )
  return (
    <div>
      <div class="json-head">
        <strong>{title}</strong>
        <button type="button" class="button button-small" onClick={copy}>
          <Icon name="copy" size={13} /> Copy JSON
        </button>
      </div>
      <pre tabIndex={0}>{text}</pre>
    </div>
  )
}

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What is read from the database when somebody asks. */
export type DeliveryFigures = {
  outbox: Record<string, number>
  oldestDueMs: number | undefined
  inbox: { waiting: number; setAside: number; oldestMs: number | undefined }
}

/** What is counted while the app runs. Labels are kinds and codes from fixed lists: never a person, a conversation or a word. */
export type Metrics = {
  contentType: string
  text(): Promise<string>
  /** Something from Slack was acknowledged after so many milliseconds. */
  acknowledged(kind: 'event' | 'interaction' | 'command' | 'other', ms: number): void
  slackCalled(method: string, code: string): void
  ticked(lagMs: number, tookMs: number): void
  feedRead(outcome: string): void
  messageOutcome(outcome: string): void
}

/** Figures in the form that Prometheus reads, each app with a registry of its own. Durations are in seconds, as its conventions want. */
export function createMetrics(parts: { delivery: () => Promise<DeliveryFigures>; connected: () => boolean }): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const acknowledged = new Histogram({
    name: 'cuecard_acknowledgement_seconds',
    help: 'From the arrival of something from Slack to its acknowledgement; Slack gives up after 3.',
    labelNames: ['kind'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3],
    registers,
  })
  const calls = new Counter({
    name: 'cuecard_slack_calls_total',
    help: 'Calls to Slack by method and by Slack’s or the network’s code; ok where it worked.',
    labelNames: ['method', 'code'],
    registers,
  })
  const lag = new Gauge({
    name: 'cuecard_scheduler_lag_seconds',
    help: 'How much later than planned the last look at what is due began.',
    registers,
  })
  const tickTook = new Gauge({ name: 'cuecard_scheduler_run_seconds', help: 'How long the last look at what is due took.', registers })
  const lastTick = new Gauge({
    name: 'cuecard_scheduler_last_run_timestamp_seconds',
    help: 'When the last look at what is due ended.',
    registers,
  })
  const feeds = new Counter({
    name: 'cuecard_calendar_feed_reads_total',
    help: 'Calendar feeds asked for, by outcome.',
    labelNames: ['outcome'],
    registers,
  })
  const outcomes = new Counter({
    name: 'cuecard_message_attempts_total',
    help: 'Attempts to say something to Slack, by what became of them.',
    labelNames: ['outcome'],
    registers,
  })
  const rows = new Gauge({ name: 'cuecard_outbox_rows', help: 'Rows of the outbox by state.', labelNames: ['state'], registers })
  const oldest = new Gauge({
    name: 'cuecard_outbox_oldest_due_seconds',
    help: 'Since when the oldest message waits that could go now; 0 when none does.',
    registers,
  })
  const inbox = new Gauge({
    name: 'cuecard_inbox_rows',
    help: 'Events from Slack that wait, and those that were set aside.',
    labelNames: ['state'],
    registers,
  })
  const inboxOldest = new Gauge({
    name: 'cuecard_inbox_oldest_seconds',
    help: 'Since when the oldest event waits; 0 when none does.',
    registers,
  })
  const connected = new Gauge({
    name: 'cuecard_slack_connected',
    help: '1 while Slack can reach this process.',
    registers,
  })

  async function look(): Promise<void> {
    connected.set(parts.connected() ? 1 : 0)
    const now = await parts.delivery()
    for (const state of outboxStates) rows.set({ state }, now.outbox[state] ?? 0)
    oldest.set((now.oldestDueMs ?? 0) / 1000)
    inbox.set({ state: 'waiting' }, now.inbox.waiting)
    inbox.set({ state: 'set_aside' }, now.inbox.setAside)
    inboxOldest.set((now.inbox.oldestMs ?? 0) / 1000)
  }

  return {
    contentType: registry.contentType,
    async text() {
      await look()
      return registry.metrics()
    },
    acknowledged: (kind, ms) => acknowledged.observe({ kind }, ms / 1000),
    slackCalled: (method, code) => calls.inc({ method, code }),
    ticked(lagMs, tookMs) {
      lag.set(lagMs / 1000)
      tickTook.set(tookMs / 1000)
      lastTick.setToCurrentTime()
    },
    feedRead: (outcome) => feeds.inc({ outcome }),
    messageOutcome: (outcome) => outcomes.inc({ outcome }),
  }
}

const outboxStates = ['pending', 'sending', 'sent', 'in_doubt', 'dropped', 'failed']

/**
 * A date template of Slack ("{date_short_pretty} at {time}") as a reader in `zone` (IANA) sees it at `now`; both instants in epoch ms.
 * English as Slack writes it for the United States. Today, tomorrow and yesterday get a capital at the start of the template.
 * A token that Slack does not know is left as it is. Throws a RangeError for a zone or instant that does not exist.
 * Source: docs.slack.dev/messaging/formatting-message-text (dates) and …/block-elements/date-element.
 */
export function writeDateTokens(template: string, at: number, zone: string, now: number, clock: '12h' | '24h' = '24h'): string {
  return template.replaceAll(/\{([a-z_]+)\}/g, (token, name: string, offset: number) => {
    const written = writeToken(name, { at, zone, now, clock }) ?? token
    return offset === 0 ? capitalised(written) : written
  })
}

type Moment = { at: number; zone: string; now: number; clock: '12h' | '24h' }

function writeToken(name: string, moment: Moment): string | undefined {
  const { at, zone, now } = moment
  switch (name) {
    case 'date_num':
      return `${field(at, zone, 'year')}-${twoDigits(at, zone, 'month')}-${twoDigits(at, zone, 'day')}`
    case 'date_slash':
      return `${twoDigits(at, zone, 'day')}/${twoDigits(at, zone, 'month')}/${field(at, zone, 'year')}`
    case 'date':
      return `${monthAndDay(moment, 'long')}${yearUnlessNear(moment)}`
    case 'date_short':
      return `${month(at, zone, 'short')} ${field(at, zone, 'day')}${yearUnlessNear(moment)}`
    case 'date_long':
      return `${weekday(at, zone)}, ${monthAndDay(moment, 'long')}${yearUnlessNear(moment)}`
    case 'date_long_full':
      return `${month(at, zone, 'long')} ${field(at, zone, 'day')}, ${field(at, zone, 'year')}`
    case 'date_pretty':
    case 'date_short_pretty':
    case 'date_long_pretty':
      return nearbyDay(moment) ?? writeToken(name.replace('_pretty', ''), moment)
    case 'day_divider_pretty':
      return nearbyDay(moment) ?? `${weekday(at, zone)}, ${monthAndDay(moment, 'long')}${yearUnlessThis(moment)}`
    case 'time':
      return timeOfDay(moment, {})
    case 'time_secs':
      return timeOfDay(moment, { second: '2-digit' })
    case 'ago':
      return agoInWords(at, now)
    default:
      return undefined
  }
}

/** `3 minutes ago`, `in 2 days`, `now`; both instants in epoch ms. */
export function agoInWords(at: number, now: number): string {
  const [unit, size] = units.find(([, length]) => Math.abs(at - now) >= length) ?? smallest
  return relative.format(Math.trunc((at - now) / size), unit)
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const smallest = ['second', second] as const
const units = [['year', 365 * day], ['month', 30 * day], ['day', day], ['hour', hour], ['minute', minute], smallest] as const
/** Slack says "six months" and not how it counts them. */
const nearby = 183 * day

const relative = new Intl.RelativeTimeFormat('en-US', { numeric: 'always' })

function nearbyDay({ at, zone, now }: Moment): 'today' | 'tomorrow' | 'yesterday' | undefined {
  switch (dayNumber(at, zone) - dayNumber(now, zone)) {
    case 0:
      return 'today'
    case 1:
      return 'tomorrow'
    case -1:
      return 'yesterday'
    default:
      return undefined
  }
}

function timeOfDay({ at, zone, clock }: Moment, seconds: { second?: '2-digit' }): string {
  return clock === '24h'
    ? formatted(at, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...seconds })
    : formatted(at, zone, { hour: 'numeric', minute: '2-digit', hourCycle: 'h12', ...seconds }).replace('\u202F', ' ')
}

const yearUnlessNear = ({ at, zone, now }: Moment) => (Math.abs(at - now) < nearby ? '' : `, ${field(at, zone, 'year')}`)

const yearUnlessThis = ({ at, zone, now }: Moment) =>
  field(at, zone, 'year') === field(now, zone, 'year') ? '' : `, ${field(at, zone, 'year')}`

const monthAndDay = ({ at, zone }: Moment, length: 'long' | 'short') =>
  `${month(at, zone, length)} ${ordinal(Number(field(at, zone, 'day')))}`

const month = (at: number, zone: string, length: 'long' | 'short') => formatted(at, zone, { month: length })

const weekday = (at: number, zone: string) => formatted(at, zone, { weekday: 'long' })

const field = (at: number, zone: string, part: 'year' | 'month' | 'day') => formatted(at, zone, { [part]: 'numeric' })

const twoDigits = (at: number, zone: string, part: 'month' | 'day') => field(at, zone, part).padStart(2, '0')

/** Days since 1970 of the calendar day that the zone has at the instant. */
function dayNumber(at: number, zone: string): number {
  const [year, monthOfYear, dayOfMonth] = (['year', 'month', 'day'] as const).map((part) => Number(field(at, zone, part)))
  return Date.UTC(year ?? 0, (monthOfYear ?? 1) - 1, dayOfMonth) / day
}

function ordinal(number: number): string {
  const teen = number % 100 >= 11 && number % 100 <= 13
  return `${number}${(teen ? undefined : ['th', 'st', 'nd', 'rd'][number % 10]) ?? 'th'}`
}

const capitalised = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatted(at: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  const key = zone + JSON.stringify(options)
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat('en-US', { ...options, timeZone: zone })
  formatters.set(key, formatter)
  return formatter.format(at)
}

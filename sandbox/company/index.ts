import type { Past, PracticeOptions } from '../practice-workspace.ts'
import { dice } from './dice.ts'
import { liveThroughHistory, weeks } from './history.ts'
import type { Seat } from './people.ts'
import { company, everybody } from './people.ts'

/** A company of 40 managers and 280 employees with twelve weeks behind them, the same in every run. `say` hears how far it is. */
export function bigCompany(startsAt: Temporal.Instant, say: (line: string) => void): Pick<PracticeOptions, 'people' | 'history'> {
  const chances = dice(20_260_302)
  const seats = company(chances)
  // What people noticed lately is left unread; the rest they have seen.
  const readUntil = startsAt.subtract({ hours: 72 })
  return {
    people: everybody(seats),
    history: {
      from: startsAt.subtract({ hours: 24 * 7 * weeks }),
      async live(past) {
        say(
          `${seats.teams.length} managers, ${seats.teams.flatMap(({ employees }) => employees).length} employees and ${seats.mentors.length} mentors live through ${weeks} weeks.`,
        )
        await liveThroughHistory(past, seats, chances, say)
        for (const seat of everybody(seats)) await readUpTo(past, seat, readUntil)
      },
    },
  }
}

async function readUpTo({ slack }: Past, { id }: Seat, until: Temporal.Instant): Promise<void> {
  const ts = `${Math.floor(until.epochMilliseconds / 1_000)}.000000`
  for (const { id: channel } of slack.person(id).conversations()) {
    await fetch(`${slack.url}/practice/act`, { method: 'POST', body: JSON.stringify({ as: id, do: 'read', channel, ts }) })
  }
}

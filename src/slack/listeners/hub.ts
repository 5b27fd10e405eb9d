import { isRefusal } from '../../coaching/refusal.ts'
import { livingPairsOf } from '../../db/pairs.ts'
import { findPerson } from '../../db/people.ts'
import { homeOf } from '../../flows/home.ts'
import { whyOf } from '../../flows/why.ts'
import type { Named } from '../command-words.ts'
import { readWish } from '../command-words.ts'
import type { Caller, Reply } from '../listen.ts'
import { helpText, hubModal, whyModal } from '../views/hub.ts'
import { escape } from '../views/kit.ts'
import { circleReply } from './circles.ts'
import type { ListenerParts } from './index.ts'
import { mentorReply } from './mentorships.ts'
import { pilotReply } from './pilot.ts'
import { addPairReply, openOneOf } from './pairs.ts'
import { exportForm } from './plan-file.ts'
import { readerOf } from './reader.ts'
import { teamReply } from './team-rhythm.ts'
import { settingsForm } from './settings.ts'

/** `/coach` and everything that can follow it, the global shortcuts, and the button that opens the hub. */
export function listenToHub({ routes }: ListenerParts): void {
  routes.action('open_hub', async (call) => ({ open: await hub(call) }))
  routes.shortcut('start_coaching', async (call) => openOneOf(call, 'session'))
  routes.shortcut('open_plan', async (call) => openOneOf(call, 'plan'))

  routes.command(async (call, words) => {
    const asked = readWish(words)
    switch (asked.wish) {
      case 'hub':
        return { open: await hub(call) }
      case 'start':
      case 'plan':
      case 'add':
      case 'why':
        return isPlainName(asked.named)
          ? { notice: notAPerson(asked.named.plainName, asked.wish) }
          : withPerson(call, asked.wish, asked.named?.slackUserId)
      case 'mentor':
        return mentorReply(call)
      case 'pilot':
        return pilotReply(call)
      case 'circle':
        return circleReply(call)
      case 'team':
        return teamReply(call)
      case 'export':
        return exportForm(call)
      case 'settings':
        return { open: settingsForm(call) }
      case 'help':
        return { notice: helpText() }
      case 'unknown':
        return { notice: helpText(asked.words) }
      default:
        return asked satisfies never
    }
  })
}

async function hub(call: Caller) {
  return hubModal(await homeOf(call.store.read, call.person, call.now), readerOf(call))
}

async function withPerson(call: Caller, wish: 'start' | 'plan' | 'add' | 'why', slackUserId: string | undefined): Promise<Reply> {
  switch (wish) {
    case 'start':
      return openOneOf(call, 'session', slackUserId)
    case 'plan':
      return openOneOf(call, 'plan', slackUserId)
    case 'add':
      return addPairReply(call, slackUserId)
    case 'why':
      return why(call, slackUserId)
    default:
      return wish satisfies never
  }
}

/** From the record of the 1:1 with that person; where the two have one in either direction, of the one in which the caller is the manager. */
async function why(call: Caller, slackUserId: string | undefined): Promise<Reply> {
  const { store, person, now } = call
  const pairs = await livingPairsOf(store.read, person.id)
  const other = slackUserId === undefined ? undefined : await findPerson(store.read, person.workspaceId, slackUserId)
  const meant = pairs.filter(
    ({ managerId, employeeId }) => slackUserId === undefined || managerId === other?.id || employeeId === other?.id,
  )
  const [pair] = meant
  if (pair === undefined || (slackUserId !== undefined && other?.id === person.id))
    return { notice: 'The two of you have no 1:1 in Cuecard, so no message was planned. You can add one with /coach add.' }
  if (meant.length > 1 && slackUserId === undefined) return { notice: 'Please say with whom: /coach why @person.' }
  const shown = await whyOf(store.read, pair, person, now)
  return isRefusal(shown) ? shown : { open: whyModal(shown) }
}

function isPlainName(named: Named | undefined): named is { plainName: string } {
  return named !== undefined && 'plainName' in named
}

function notAPerson(name: string, wish: string): string {
  return `Slack did not make a person of “${escape(name)}”. Type @ and pick the name from the list that comes up, or leave the name out: /coach ${wish}.`
}

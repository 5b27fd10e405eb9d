import { z } from 'zod'
import { localDate } from '../../coaching/local-time.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import { teamRhythms } from '../../coaching/team-rhythm.ts'
import { nextWorkingDay } from '../../coaching/working-days.ts'
import { getReflection } from '../../db/team-rhythms.ts'
import { addMine, offerHelp, switchOffTeam, switchOnTeam, teamPageOf } from '../../flows/team-rhythm.ts'
import type { Caller, Reply, SubmissionReply } from '../listen.ts'
import { text } from '../values.ts'
import { teamEntryModal, teamModal } from '../views/team-rhythm.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './reader.ts'

export function listenToTeamRhythm({ routes }: ListenerParts): void {
  routes.action('team_switch_off', async (call): Promise<Reply> => {
    const page = await switchOffTeam(call.store, call.value.rhythmId, call.person)
    return isRefusal(page) ? page : { update: teamModal(page, formOf(call), readerOf(call)) }
  })
  routes.action('team_add_mine', async ({ store, value }): Promise<Reply> => {
    const { state } = await getReflection(store.read, value.reflectionId)
    return state === 'open'
      ? { open: teamEntryModal(value.reflectionId) }
      : { notice: 'The meeting has begun, so nothing more is added here. Please say it there.' }
  })
  routes.action('team_can_help', async (call): Promise<Reply> => {
    const offered = await offerHelp(call.store, call.value.entryId, call.person, call.now)
    return isRefusal(offered) ? offered : { notice: `${offered.authorName} is told that you can help. Nobody else is.` }
  })

  routes.submission('team', async (call): Promise<SubmissionReply> => {
    const form = switchOnForm.safeParse(call.values)
    if (!form.success) return { errors: Object.fromEntries(form.error.issues.map((issue) => [String(issue.path[0]), issue.message])) }
    const { channel, rhythm, first_on: firstOn, time } = form.data
    const page = await switchOnTeam(call.store, call.person, { channel, rhythm, firstOn: Temporal.PlainDate.from(firstOn), time }, call.now)
    return isRefusal(page) ? { errors: { [page.about]: page.sentence } } : { update: teamModal(page, formOf(call), readerOf(call)) }
  })

  routes.submission('team_entry', async (call): Promise<SubmissionReply> => {
    const happened = text(call.values, 'happened')
    if (happened === undefined) return { errors: { happened: 'Please write a sentence, or cancel.' } }
    const words = {
      kind: call.values['kind'] === 'miss' ? ('miss' as const) : ('win' as const),
      happened,
      learned: text(call.values, 'learned'),
      helpWanted: text(call.values, 'help_wanted'),
    }
    const no = await addMine(call.store, call.meta.reflectionId, call.person, words, call.now)
    return no === undefined ? { close: true } : { errors: { happened: no.sentence } }
  })
}

const switchOnForm = z.object({
  channel: z.string({ error: 'Please pick a channel.' }),
  rhythm: z.enum(teamRhythms, { error: 'Please pick a rhythm.' }),
  first_on: z.iso.date({ error: 'Please pick a date.' }),
  time: z.string({ error: 'Please pick a time.' }).regex(/^\d{2}:\d{2}$/, 'Please pick a time.'),
})

/** What `/coach team` opens. */
export async function teamReply(call: Caller): Promise<Reply> {
  return { open: teamModal(await teamPageOf(call.store.read, call.person.id), formOf(call), readerOf(call)) }
}

function formOf({ person, now }: Caller): { firstOn: string; time: string } {
  return { firstOn: nextWorkingDay(localDate(now, person.zone), person.week).toString(), time: '14:00' }
}

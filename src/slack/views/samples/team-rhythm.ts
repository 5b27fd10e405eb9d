import type { TeamBlocked, TeamEntryShown, TeamHelpOffer, TeamPage, TeamQuiet, TeamReflection } from '../../../coaching/team-messages.ts'
import type { ModalView } from '../kit.ts'
import { teamEntryModal, teamModal } from '../team-rhythm.ts'
import { at } from './at.ts'
import { extremeReaders, extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'

const startsAt = at('2026-03-02T13:00:00Z')
const reflection: TeamReflection = { reflectionId: 'tf_0000000000000001', startsAt, zone: 'Europe/Berlin', state: 'open', added: 0 }
const entry: TeamEntryShown = {
  entryId: 'te_0000000000000001',
  authorName: 'Dev',
  kind: 'miss',
  happened: 'The north tender went out without the price list.',
  learned: 'Two people have to read it before it goes.',
  helpWanted: 'Somebody who has the new price list in a table.',
}
const offer: TeamHelpOffer = { helperName: 'Chi', helperSlackId: 'U0CHI00001', pairId: 'pr_0000000000000001' }
const quiet: TeamQuiet = { reflectionId: 'tf_0000000000000001', startsAt, state: 'quiet' }
const blocked: TeamBlocked = { channel: 'C0NORTH001' }
const page: TeamPage = {
  rhythms: [
    { rhythmId: 'tr_0000000000000001', channel: 'C0NORTH001', meets: 'every Monday at 14:00 (Europe/Berlin)', nextAt: startsAt },
    { rhythmId: 'tr_0000000000000002', channel: 'C0SOUTH001', meets: 'every second Friday at 09:30 (Europe/Berlin)', nextAt: undefined },
  ],
}
const form = { firstOn: '2026-03-03', time: '14:00' }

export const teamMessages = {
  team_reflection: {
    open: reflection,
    some_added: { ...reflection, added: 3 },
    closed: { ...reflection, state: 'closed', added: 3 },
    closed_with_nothing: { ...reflection, state: 'closed' },
    ...extremes((as) => as(reflection)),
  },
  team_entry: {
    miss: entry,
    win: { ...entry, kind: 'win', learned: undefined, helpWanted: undefined },
    pinging: { ...entry, authorName: '<!channel>', happened: '<!channel> *bold* & <https://example.com|link>' },
    ...extremes((as) => as(entry)),
  },
  team_help_offer: { with_plan: offer, without_plan: { ...offer, pairId: undefined }, ...extremes((as) => as(offer)) },
  team_quiet: {
    quiet,
    begun: { ...quiet, state: 'begun' },
    over: { ...quiet, state: 'over' },
    ...extremes((as) => as(quiet)),
  },
  team_blocked: { blocked, ...extremes((as) => as(blocked)) },
} satisfies {
  team_reflection: Record<string, TeamReflection>
  team_entry: Record<string, TeamEntryShown>
  team_help_offer: Record<string, TeamHelpOffer>
  team_quiet: Record<string, TeamQuiet>
  team_blocked: Record<string, TeamBlocked>
}

export const teamModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => ({
  team: {
    none: teamModal({ rhythms: [] }, form, reader),
    some: teamModal(page, form, reader),
    very_many: teamModal({ rhythms: Array.from({ length: 60 }, () => page.rhythms).flat() }, form, reader),
    ...extremeReaders(reader, (as) => teamModal(page, form, as)),
  },
  team_add_mine: { empty: teamEntryModal('tf_0000000000000001') },
})

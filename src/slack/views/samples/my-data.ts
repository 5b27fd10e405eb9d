import type { MyData } from '../../../coaching/my-data.ts'
import type { ModalView } from '../kit.ts'
import { myDataModal } from '../my-data.ts'
import { at } from './at.ts'
import { extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'
import { filledPlan } from './plan.ts'

const nothing: MyData = {
  person: {
    name: 'Dev',
    slackUserId: 'U0DEV00001',
    zone: 'Europe/Berlin',
    locale: 'en-GB',
    workDays: [1, 2, 3, 4, 5],
    workHours: '09:00 to 17:00',
    away: undefined,
    thin: false,
    coordinator: false,
    calendar: undefined,
  },
  plans: [],
  debriefs: [],
  debriefsAboutTalks: [],
  drafts: [],
}
const plan = { as: 'employee' as const, otherName: 'Maya', state: 'active' as const, erasedAt: undefined, plan: filledPlan, history: [] }
const some: MyData = {
  ...nothing,
  person: { ...nothing.person, calendar: 'calendar.example.com' },
  plans: [plan, { ...plan, as: 'manager', otherName: 'Chi', state: 'ended', erasedAt: at('2027-03-02T08:00:00Z') }],
  debriefs: [
    { as: 'manager', otherName: 'Tomas', openedAt: at('2026-02-24T08:00:00Z'), focus: 'I told', summary: undefined, nextTry: undefined },
  ],
  debriefsAboutTalks: [
    { managerName: 'Maya', openedAt: at('2026-02-24T08:00:00Z'), seemedToLand: ['engaged'] },
    { managerName: 'Maya', openedAt: at('2026-02-17T08:00:00Z'), seemedToLand: [] },
  ],
  drafts: [{ form: 'session', savedAt: at('2026-03-01T08:00:00Z') }],
}

export const myDataMessages = {
  my_data_file: { nothing, some, ...extremes((as) => as(some)) },
} satisfies { my_data_file: Record<string, MyData> }

export const myDataModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => ({
  my_data: {
    nothing: myDataModal(nothing, reader),
    some: myDataModal(some, reader),
    many: myDataModal({ ...some, plans: Array.from({ length: 60 }, () => plan) }, reader),
    ...extremes((as) => myDataModal(as(some), reader)),
  },
})

import { visibilityLine } from '../../coaching/access.ts'
import type { HomeData } from '../../coaching/home.ts'
import type { Reader } from '../../coaching/reader.ts'
import { awayBlocks } from './home/absence.ts'
import { coordinatorBlocks } from './home/coordinator.ts'
import { mentoringBlocks } from './home/mentoring.ts'
import { nextBlocks } from './home/next.ts'
import { pairSection } from './home/pairs.ts'
import { requestBlocks, toAnswerBlocks } from './home/requests.ts'
import { stepBlocks } from './home/steps.ts'
import { waitingBlocks } from './home/waiting.ts'
import type { HomeView, KnownBlock } from './kit.ts'
import { actions, button, context, divider, header, section, shorten } from './kit.ts'

const copy = {
  hello: (name: string) => `Hello ${name}`,
  outsider:
    'Cuecard is for full members of this workspace, so there is nothing for you to do here. Nothing is kept about you. With questions, please ask the person who runs Cuecard here.',
  asManager: '*Your 1:1s*',
  asEmployee: '*Your 1:1s with your manager*',
  add: 'Add a 1:1',
  addSeveral: 'Add several',
  myMentor: 'My mentor',
  circle: 'My circle',
  settings: 'Settings',
  calendar: 'My calendar',
  away: 'I am away until …',
  help: 'Anything else: /coach help. Cuecard reads nothing that it was not given.',
}

/** The calm index of everything that is this person's: one file for each section stands in `home/`. */
export function drawHome(data: HomeData, reader: Reader): HomeView {
  if (data.standing === 'outsider')
    return { type: 'home', blocks: [header(shorten(copy.hello(data.personName), 150)), section(copy.outsider)] }
  return {
    type: 'home',
    blocks: [
      header(shorten(copy.hello(data.personName), 150)),
      ...nextBlocks(data, reader),
      ...waitingBlocks(data.waiting, reader),
      ...stepBlocks(data.steps, reader),
      ...toAnswerBlocks(data.toAnswer, reader),
      ...requestBlocks(data.requests),
      ...pairSection(copy.asManager, data.asManager, 0, reader),
      ...pairSection(copy.asEmployee, data.asEmployee, data.asManager.length, reader),
      ...mentoringBlocks(data, reader),
      divider,
      actions(
        button('add_pair', copy.add, {}, data.next === undefined ? { style: 'primary' } : {}),
        button('add_several', copy.addSeveral, {}),
        button('my_mentor', copy.myMentor, {}),
        ...(data.asManager.length > 0 ? [button('my_circle', copy.circle, {})] : []),
        button('open_settings', copy.settings, {}),
        ...(data.asManager.length > 0 ? [button('open_calendar', copy.calendar, {})] : []),
        ...(data.away || data.asManager.length + data.asEmployee.length + data.mentees.length === 0
          ? []
          : [button('open_away', copy.away, {})]),
      ),
      ...awayBlocks(data, reader),
      ...(data.coordinator ? coordinatorBlocks(data.coordinator, reader) : []),
      context(copy.help),
      ...visibilityBlocks(data),
    ],
  }
}

/** Words of a plan stand on the page only among the steps. */
function visibilityBlocks(data: HomeData): KnownBlock[] {
  if (data.steps.length === 0) return []
  return [context(visibilityLine('plan', { role: data.asManager.length > 0 ? 'manager' : 'employee' }).short)]
}

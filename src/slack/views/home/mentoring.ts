import type { HomeData } from '../../../coaching/home.ts'
import { sayDate } from '../../../coaching/local-time.ts'
import type { Reader } from '../../../coaching/reader.ts'
import type { KnownBlock } from '../kit.ts'
import { actions, button, escape, section } from '../kit.ts'

const copy = {
  mentor: (mentor: string) => `*Your mentor:* ${mentor}`,
  mentorAsked: (mentor: string) => `*Your mentor:* ${mentor} has not answered yet`,
  mentee: (manager: string) => `You are *${manager}*'s mentor`,
  meeting: 'When we meet',
  endMentoring: 'End this',
  endMentoringAsk: {
    title: 'End this?',
    text: 'They are told that it has ended, without a reason. Talks that you had stay readable.',
    yes: 'End it',
    no: 'Keep it',
  },
  debriefs: '*Looking back together*',
  debrief: (other: string, when: string) => `With *${other}*, since ${when}`,
  open: 'Open',
}

const shownMentees = 5
const shownDebriefs = 5

export function mentoringBlocks(data: HomeData, reader: Reader): KnownBlock[] {
  const { mentor, mentees, debriefs } = data
  return [
    ...(mentor
      ? [section(mentor.state === 'active' ? copy.mentor(escape(mentor.mentorName)) : copy.mentorAsked(escape(mentor.mentorName)))]
      : []),
    ...mentees
      .slice(0, shownMentees)
      .flatMap(({ mentorshipId, managerName }) => [
        section(copy.mentee(escape(managerName))),
        actions(
          button('mentoring_rhythm', copy.meeting, { mentorshipId }),
          button('mentorship_end', copy.endMentoring, { mentorshipId }, { confirm: copy.endMentoringAsk }),
        ),
      ]),
    ...(debriefs.length > 0 ? [section(copy.debriefs)] : []),
    ...debriefs
      .slice(0, shownDebriefs)
      .map((one) =>
        section(
          copy.debrief(escape(one.otherName), sayDate(one.openedAt, reader.zone, reader.locale)),
          button('debrief_open', copy.open, { debriefId: one.debriefId }),
        ),
      ),
  ]
}

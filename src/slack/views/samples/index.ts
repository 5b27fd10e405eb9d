import type { HomeData } from '../../../coaching/home.ts'
import type { MessageData } from '../../../coaching/messages.ts'
import type { Reader } from '../../../coaching/reader.ts'
import type { ModalView } from '../kit.ts'
import type { PostedKind } from '../messages.ts'
import { pilotModals } from './pilot.ts'
import { pulseMessages } from './pulse.ts'
import { agreementMessages, agreementModals } from './agreement.ts'
import { calendarMessages, calendarModals } from './calendar.ts'
import { circleMessages, circleModals } from './circles.ts'
import { debriefMessages, debriefModals } from './debrief.ts'
import { directMessages, homeModals, homes } from './home.ts'
import { invitationMessages, invitationModals } from './invitation.ts'
import { mentoringMessages, mentoringModals } from './mentoring.ts'
import { mentorMessages, mentorModals } from './mentorships.ts'
import { severalPairsModals } from './several-pairs.ts'
import { pairingModals } from './pairings.ts'
import { pairMessages, pairModals } from './pairs.ts'
import { planModals } from './plan.ts'
import { questionModals } from './question-bank.ts'
import { playbookMessages, playbookModals } from './playbooks.ts'
import { topicModals } from './topics.ts'
import { requestMessages, requestModals } from './requests.ts'
import { resourceModals } from './resources.ts'
import { planWritingModals } from './plan-writing.ts'
import { handoverMessages, handoverModals } from './handover.ts'
import { lookBackMessages, lookBackModals } from './look-back.ts'
import { myDataMessages, myDataModals } from './my-data.ts'
import { planFileMessages, planFileModals } from './plan-file.ts'
import { mondayMessages } from './monday-note.ts'
import { peopleFileMessages } from './people-file.ts'
import { coordinatorModals } from './coordinators.ts'
import { previewModals } from './preview.ts'
import { pauseModals } from './pause.ts'
import { sampleMessages } from './sample-message.ts'
import { rosterMessages, rosterModals } from './roster.ts'
import { sessionModals } from './session.ts'
import { settingsModals } from './settings.ts'
import { teamMessages, teamModals } from './team-rhythm.ts'
import { triggerMessages, triggerModals } from './trigger.ts'

export type SampleReader = Reader

/**
 * Typed sample data for every kind of message in every state: the gallery, the snapshots and the previews for coordinators draw the same.
 * A new kind does not compile until it has samples.
 */
export const messageSamples: { [K in PostedKind]: Record<string, MessageData[K]> } = {
  ...pulseMessages,
  ...pairMessages,
  ...mentorMessages,
  ...mentoringMessages,
  ...circleMessages,
  ...teamMessages,
  ...directMessages,
  ...sampleMessages,
  ...rosterMessages,
  ...peopleFileMessages,
  ...mondayMessages,
  ...triggerMessages,
  ...invitationMessages,
  ...debriefMessages,
  ...agreementMessages,
  ...calendarMessages,
  ...playbookMessages,
  ...requestMessages,
  ...planFileMessages,
  ...myDataMessages,
  ...lookBackMessages,
  ...handoverMessages,
}

/** Every modal in every state, by view name. */
export const modalSamples = (reader: SampleReader): Record<string, Record<string, ModalView>> => ({
  ...pilotModals(reader),
  ...pairModals(reader),
  ...severalPairsModals(reader),
  ...mentorModals(reader),
  ...mentoringModals(reader),
  ...pairingModals(reader),
  ...circleModals(reader),
  ...teamModals(reader),
  ...homeModals(reader),
  ...rosterModals(),
  ...pauseModals(),
  ...previewModals(reader),
  ...coordinatorModals(),
  ...settingsModals(reader),
  ...calendarModals(reader),
  ...triggerModals(reader),
  ...invitationModals(reader),
  ...debriefModals(reader),
  ...sessionModals(reader),
  ...agreementModals(reader),
  ...planModals(reader),
  ...questionModals(reader),
  ...playbookModals(reader),
  ...topicModals(),
  ...requestModals(reader),
  ...resourceModals(),
  ...planFileModals(reader),
  ...planWritingModals(reader),
  ...handoverModals,
  ...myDataModals(reader),
  ...lookBackModals(reader),
})

/** App Home for people in every situation. */
export const homeSamples: Record<string, HomeData> = homes

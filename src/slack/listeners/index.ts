import type { App } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Clock } from '../../clock.ts'
import type { FeedReader } from '../../coaching/feed.ts'
import type { ContactCard, SensitiveTopic } from '../../coaching/sensitive.ts'
import type { Store } from '../../db/store.ts'
import type { Workspace } from '../../db/workspaces.ts'
import type { Log } from '../../log.ts'
import type { Directory } from '../directory.ts'
import type { Routes } from '../listen.ts'
import { listenToAgreements } from './agreements.ts'
import { listenToCalendar } from './calendar.ts'
import { listenToCircles } from './circles.ts'
import { listenToContacts } from './contacts.ts'
import { listenToDeadLetters } from './dead-letters.ts'
import { listenToCoordinators } from './coordinators.ts'
import { listenToDaysOff } from './days-off.ts'
import { listenToDebriefs } from './debriefs.ts'
import { listenToHome } from './home.ts'
import { listenToHub } from './hub.ts'
import { listenToInvitations } from './invitations.ts'
import { listenToMentoring } from './mentoring.ts'
import { listenToMentorships } from './mentorships.ts'
import { listenToPairings } from './pairings.ts'
import { listenToPairs } from './pairs.ts'
import { listenToSeveralPairs } from './several-pairs.ts'
import { listenToPause } from './pause.ts'
import { listenToPeopleFiles } from './people-files.ts'
import { listenToPeople } from './people.ts'
import { listenToPilot } from './pilot.ts'
import { listenToPulse } from './pulse.ts'
import { listenToTriggers } from './triggers.ts'
import { listenToPlan } from './plan.ts'
import { listenToRequestSetUp } from './request-set-up.ts'
import { listenToQuestionBank } from './question-bank.ts'
import { listenToPlaybooks } from './playbooks.ts'
import { listenToTopics } from './topics.ts'
import { listenToRequests } from './requests.ts'
import { listenToResources } from './resources.ts'
import { listenToPlanWriting } from './plan-writing.ts'
import { listenToHandover } from './handover.ts'
import { listenToLookBack } from './look-back.ts'
import { listenToMyData } from './my-data.ts'
import { listenToPlanFile } from './plan-file.ts'
import { listenToPreview } from './preview.ts'
import { listenToRoster } from './roster.ts'
import { listenToSession } from './session.ts'
import { listenToTeamRhythm } from './team-rhythm.ts'
import { listenToSettings } from './settings.ts'

/** What listeners need besides the call itself. `slack` never waits behind messages that are being sent. */
export type ListenerParts = {
  app: App
  routes: Routes
  store: Store
  clock: Clock
  directory: Directory
  workspace: () => Workspace
  slack: WebClient
  readFeed: FeedReader
  /** Events that were set aside may be handled now. */
  wakeEvents: () => void
  /** What a coordinator wants done in a moment may be done now. */
  wakeTick: () => void
  contactCard: (country: string, topic?: SensitiveTopic) => Promise<ContactCard>
  log: Log
}

/** Every route of the app, on one screen. */
export function registerListeners(parts: ListenerParts): void {
  listenToHub(parts)
  listenToHome(parts)
  listenToPeople(parts)
  listenToPairs(parts)
  listenToSeveralPairs(parts)
  listenToMentorships(parts)
  listenToMentoring(parts)
  listenToPairings(parts)
  listenToCircles(parts)
  listenToTeamRhythm(parts)
  listenToSettings(parts)
  listenToContacts(parts)
  listenToDeadLetters(parts)
  listenToRoster(parts)
  listenToPeopleFiles(parts)
  listenToPause(parts)
  listenToPreview(parts)
  listenToCoordinators(parts)
  listenToDaysOff(parts)
  listenToCalendar(parts)
  listenToTriggers(parts)
  listenToInvitations(parts)
  listenToPlan(parts)
  listenToPlanFile(parts)
  listenToMyData(parts)
  listenToLookBack(parts)
  listenToHandover(parts)
  listenToPlanWriting(parts)
  listenToAgreements(parts)
  listenToPlaybooks(parts)
  listenToQuestionBank(parts)
  listenToTopics(parts)
  listenToRequests(parts)
  listenToRequestSetUp(parts)
  listenToResources(parts)
  listenToSession(parts)
  listenToDebriefs(parts)
  listenToPulse(parts)
  listenToPilot(parts)
  parts.routes.attach(parts.app)
}

/**
 * Every table, once, for both backends. Columns are text and whole numbers: instants are epoch milliseconds (`…At`), local dates are
 * `YYYY-MM-DD` (`…On`), yes/no is 1/0, lists are JSON text parsed by the query files. A column named `…Sealed` holds encrypted text
 * (see sealing.ts) and is only read and written through a query file. Every row belongs to a workspace.
 */
import { index, int, sequence, table, text, uniqueIndex } from '#backend/columns.ts'
import { sql } from 'drizzle-orm'

const id = () => text().primaryKey()
const workspaceId = () => text().notNull()

export const workspaces = table('workspaces', {
  /** Slack's team id, or the enterprise id of an org-wide install. */
  id: id(),
  name: text().notNull(),
  appId: text(),
  botUserId: text().notNull(),
  zone: text().notNull(),
  quarterStartMonth: int().notNull().default(1),
  thin: int().notNull().default(0),
  /** Set while the token is refused or the app is uninstalled: nothing is sent. */
  stoppedAt: int(),
  /** Set while a coordinator has paused everything: nothing is sent but App Home. */
  pausedAt: int(),
  pausedById: text(),
  createdAt: int().notNull(),
})

export const people = table(
  'people',
  {
    id: id(),
    workspaceId: workspaceId(),
    slackUserId: text().notNull(),
    name: text().notNull(),
    /** member, guest, stranger (Slack Connect), bot, deactivated */
    kind: text().notNull(),
    slackZone: text().notNull(),
    locale: text().notNull(),
    ownZone: text(),
    workDays: text(),
    workFrom: text(),
    workTo: text(),
    lead: text(),
    thin: int().notNull().default(0),
    invitations: int().notNull().default(1),
    /** ISO 3166 code of the country whose contacts they see; null is the country of their zone. */
    country: text(),
    /** Part of that country (the second half of an ISO 3166-2 code), where its public holidays differ. */
    region: text(),
    /** Absence that the person told: from the start of its first day to the end of its last, in their zone. */
    awayFromAt: int(),
    awayUntilAt: int(),
    /** Why they are a coordinator: setting (named in COORDINATORS), appointed (by a coordinator); null when they are none. */
    coordinator: text(),
    /** The DM with the app, once known. */
    dmChannel: text(),
    homeOpenedAt: int(),
    unreachableSince: int(),
    refreshedAt: int().notNull(),
  },
  (t) => [uniqueIndex('people_slack').on(t.workspaceId, t.slackUserId)],
)

/** What a person's status in Slack told when it was last read, where the scope for it was granted: whether they are away, and no word of it. */
export const slackStatuses = table('slack_statuses', {
  personId: text().primaryKey(),
  workspaceId: workspaceId(),
  awayFromAt: int(),
  awayUntilAt: int(),
  askedAt: int().notNull(),
})

/** Whom to turn to with sensitive matters, per country; `*` is for everywhere else. */
export const contacts = table(
  'contacts',
  {
    workspaceId: workspaceId(),
    country: text().notNull(),
    /** JSON list of { route, name, reach }. */ named: text().notNull(),
    changedById: text().notNull(),
    changedAt: int().notNull(),
  },
  (t) => [uniqueIndex('contacts_country').on(t.workspaceId, t.country)],
)

/**
 * Rows of the people data, as the last file of their kind had them (coaching/people-data). Everything but the ids that make a row the same
 * row is sealed.
 */
export const peopleData = table(
  'people_data',
  {
    workspaceId: workspaceId(),
    /** people, assignments, job_events, opportunities, performance, absences */
    kind: text().notNull(),
    key: text().notNull(),
    rowSealed: text().notNull(),
    /** The day of the file in which a person was missing for the first time. Their row stays, for what counts back in time. */
    goneOn: text(),
  },
  (t) => [uniqueIndex('people_data_row').on(t.workspaceId, t.kind, t.key)],
)

/**
 * Who manages whom, as it holds in Cuecard: the people file as far as nothing in it waits for a coordinator. Personnel ids and the people
 * whom they were found to be in Slack.
 */
export const roster = table(
  'roster',
  {
    workspaceId: workspaceId(),
    employeeId: text().notNull(),
    /** The employee id of their manager. */
    managerId: text(),
    /** here, left */
    state: text().notNull(),
    /** The person with their e-mail in Slack; null while none was found. */
    personId: text(),
  },
  (t) => [
    uniqueIndex('roster_employee').on(t.workspaceId, t.employeeId),
    index('roster_person').on(t.personId),
    index('roster_manager').on(t.workspaceId, t.managerId),
  ],
)

/** What a people file would change about somebody who is in the roster already: it waits until a coordinator has seen it. */
export const rosterChanges = table(
  'roster_changes',
  {
    id: id(),
    workspaceId: workspaceId(),
    employeeId: text().notNull(),
    /** new_manager, left, circle */
    kind: text().notNull(),
    fromManagerId: text(),
    toManagerId: text(),
    /** held, acknowledged, withdrawn (a later file no longer says it) */
    state: text().notNull(),
    noticedAt: int().notNull(),
    acknowledgedById: text(),
    acknowledgedAt: int(),
  },
  (t) => [index('roster_changes_state').on(t.workspaceId, t.state)],
)

/** When Slack's directory was last read for the roster. */
export const rosterLooks = table('roster_looks', {
  workspaceId: text().primaryKey(),
  /** seen, hidden (the app may not see e-mail addresses) */
  emails: text().notNull(),
  lookedAt: int().notNull(),
})

/** Each file of people data that was taken: what came of it, never what stood in it. */
export const peopleImports = table(
  'people_imports',
  {
    id: id(),
    workspaceId: workspaceId(),
    kind: text().notNull(),
    /** SHA-256 of the file. */
    fileHash: text().notNull(),
    /** The day as of which the file speaks. */
    snapshotOn: text().notNull(),
    added: int().notNull(),
    changed: int().notNull(),
    gone: int().notNull(),
    unchanged: int().notNull(),
    /** The coordinator who sent it; null when it came from the command line. */
    byId: text(),
    importedAt: int().notNull(),
  },
  (t) => [index('people_imports_kind').on(t.workspaceId, t.kind, t.importedAt)],
)

/** A file of people data that a coordinator sent to the app in a message. The file itself stays in Slack. */
export const peopleUploads = table(
  'people_uploads',
  {
    id: id(),
    workspaceId: workspaceId(),
    byId: text().notNull(),
    /** Slack's id of the file. */
    fileId: text().notNull(),
    kind: text(),
    /** shown, wanted (is taken in a moment), taken, left, unreadable */
    state: text().notNull(),
    /** Why it could not be read, as a sentence. */
    why: text(),
    /** JSON of what a look at it found, until it is decided. */
    foundSealed: text(),
    sentAt: int().notNull(),
  },
  (t) => [uniqueIndex('people_uploads_file').on(t.workspaceId, t.fileId), index('people_uploads_state').on(t.state)],
)

/** How the columns of a kind of file were mapped last: the next file of that kind is read the same way. */
export const peopleMaps = table(
  'people_maps',
  {
    workspaceId: workspaceId(),
    kind: text().notNull(),
    /** JSON { columns, dates, constants }: names of columns, and what stands for a column that the file lacks. */ map: text().notNull(),
    changedAt: int().notNull(),
  },
  (t) => [uniqueIndex('people_maps_kind').on(t.workspaceId, t.kind)],
)

/** Days on which the whole organisation does not work, as a coordinator named them. */
export const closures = table(
  'closures',
  {
    workspaceId: workspaceId(),
    closedOn: text().notNull(),
    name: text().notNull(),
    changedById: text().notNull(),
    changedAt: int().notNull(),
  },
  (t) => [uniqueIndex('closures_day').on(t.workspaceId, t.closedOn)],
)

/** The calendar that a manager connected. Its address is a password; of what stands in the calendar only meetings and absences are kept. */
export const feeds = table(
  'feeds',
  {
    id: id(),
    workspaceId: workspaceId(),
    ownerId: text().notNull(),
    addressSealed: text().notNull(),
    /** The server in the address: all of it that is ever shown. */
    host: text().notNull(),
    etag: text(),
    lastModified: text(),
    /** When the server last answered with the calendar, or that it is unchanged. */
    readAt: int(),
    /** When its events were last read: an unchanged calendar is read in full again as the weeks go on. */
    expandedAt: int(),
    askedAt: int(),
    nextReadAt: int().notNull().default(0),
    failures: int().notNull().default(0),
    failingSinceAt: int(),
    /** Why it could not be read, as a sentence without the address. */
    problem: text(),
    /** JSON list of [from, until) in epoch milliseconds: out of office, as the calendar has it. */
    absences: text().notNull().default('[]'),
    createdAt: int().notNull(),
  },
  (t) => [uniqueIndex('feeds_owner').on(t.ownerId), index('feeds_next').on(t.nextReadAt)],
)

/** A six-week comparison of two groups of managers. What was settled is in `design`; once locked it is never written again. */
export const pilots = table(
  'pilots',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** designed, locked, ended */
    state: text().notNull(),
    /** JSON of the design (coaching/pilot/design.ts): managers by the ids of the people data, dates, outcomes, arms once drawn. Sealed. */
    designSealed: text().notNull(),
    /** SHA-256 of the design as it was locked. */
    hash: text(),
    lockedAt: int(),
    lockedById: text(),
    createdAt: int().notNull(),
  },
  (t) => [
    uniqueIndex('pilots_one_living')
      .on(t.workspaceId)
      .where(sql`state in ('designed', 'locked')`),
  ],
)

/** What happened otherwise than the locked design says, as it was noticed. */
export const pilotDeviations = table(
  'pilot_deviations',
  {
    id: id(),
    workspaceId: workspaceId(),
    pilotId: text().notNull(),
    noteSealed: text().notNull(),
    byId: text(),
    notedAt: int().notNull(),
  },
  (t) => [index('pilot_deviations_pilot').on(t.pilotId)],
)

/** One round of the pulse: the same local day and hour for everybody. */
export const pulseWaves = table(
  'pulse_waves',
  {
    id: id(),
    workspaceId: workspaceId(),
    pilotId: text().notNull(),
    /** baseline, week_3, week_6, week_26 */
    wave: text().notNull(),
    opensOn: text().notNull(),
    /** The last day on which answers are taken. */
    lastDayOn: text().notNull(),
    /** planned, open, closed */
    state: text().notNull(),
  },
  (t) => [uniqueIndex('pulse_waves_wave').on(t.pilotId, t.wave), index('pulse_waves_state').on(t.state, t.opensOn)],
)

/**
 * Who was asked in a wave, and whether they answered: to remind the others. It says nothing of an answer and holds no time. Nothing here can be joined
 * to pulse_answers but the wave and the manager.
 */
export const pulseInvited = table(
  'pulse_invited',
  {
    id: id(),
    workspaceId: workspaceId(),
    waveId: text().notNull(),
    personId: text().notNull(),
    /** The manager whom the answers are about, by the id of the people data. */
    managerCode: text().notNull(),
    /** 1 once that has been done. */
    asked: int().notNull().default(0),
    reminded: int().notNull().default(0),
    answered: int().notNull().default(0),
  },
  (t) => [uniqueIndex('pulse_invited_person').on(t.waveId, t.personId), index('pulse_invited_of').on(t.personId)],
)

/**
 * Answers of an open wave, until it closes: a few rows made when the wave opens, each a sealed list that is shuffled whenever one is added.
 * No row belongs to a person, and none tells when it was last written.
 */
export const pulseHeld = table(
  'pulse_held',
  { waveId: text().notNull(), workspaceId: workspaceId(), part: int().notNull(), answersSealed: text().notNull() },
  (t) => [uniqueIndex('pulse_held_part').on(t.waveId, t.part)],
)

/** The answers of a closed wave, written all at once in an order drawn by lot. The token is random and stands nowhere else. */
export const pulseAnswers = table(
  'pulse_answers',
  {
    token: text().primaryKey(),
    workspaceId: workspaceId(),
    waveId: text().notNull(),
    managerCode: text().notNull(),
    /** JSON { items: five times 1 to 5 or null, asked, applied: yes, no, unsaid or null } */
    answers: text().notNull(),
  },
  (t) => [index('pulse_answers_wave').on(t.waveId, t.managerCode)],
)

export const plans = table('plans', {
  id: id(),
  workspaceId: workspaceId(),
  employeeId: text().notNull(),
  createdAt: int().notNull(),
  /** When every word of it was erased; its rows of counts stay. */
  erasedAt: int(),
})

/** An employee got another manager: what of the plan goes over, once they have said so or ten working days have passed. */
export const handovers = table(
  'handovers',
  {
    id: id(),
    workspaceId: workspaceId(),
    employeeId: text().notNull(),
    fromPairId: text().notNull(),
    newManagerId: text().notNull(),
    /** all, agreed, fresh; null while nobody has chosen */
    choice: text(),
    /** The employee, or null when nobody chose in time. */
    chosenById: text(),
    askedAt: int().notNull(),
    /** When the agreed parts go over if nobody has chosen. */
    defaultAt: int().notNull(),
    chosenAt: int(),
    /** The 1:1 with the new manager, once the parts have gone over to its plan. */
    toPairId: text(),
    doneAt: int(),
  },
  (t) => [
    uniqueIndex('handovers_from').on(t.fromPairId),
    index('handovers_employee').on(t.employeeId),
    index('handovers_default').on(t.defaultAt),
  ],
)

/** What was done that people may ask about later: who did what to whom or what, and when. Never a word that anybody wrote. */
export const auditEntries = table(
  'audit_entries',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** Null when the app did it by itself, or an import. */
    actorId: text(),
    what: text().notNull(),
    subjectId: text().notNull(),
    at: int().notNull(),
  },
  (t) => [index('audit_entries_at').on(t.workspaceId, t.at)],
)

/** What was erased, kept without a word of it, so that it is erased again where an older backup brings it back. */
export const erasures = table(
  'erasures',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** plan, person */
    what: text().notNull(),
    subjectId: text().notNull(),
    at: int().notNull(),
  },
  (t) => [uniqueIndex('erasures_subject').on(t.what, t.subjectId)],
)

export const pairs = table(
  'pairs',
  {
    id: id(),
    workspaceId: workspaceId(),
    managerId: text().notNull(),
    employeeId: text().notNull(),
    planId: text().notNull(),
    /** proposed, active, paused, declined, ended */
    state: text().notNull(),
    context: text().notNull(),
    scenario: text(),
    /** When it was set or renewed: it ends eight weeks later. */
    scenarioSetAt: int(),
    /** When its manager was asked whether it goes on. */
    scenarioAskedAt: int(),
    lead: text().notNull(),
    rule: text().notNull(),
    startOn: text().notNull(),
    time: text().notNull(),
    zone: text().notNull(),
    lengthMinutes: int().notNull(),
    /** Last local date that may have a 1:1; null when it goes on. */
    until: text(),
    /** JSON list of local dates that the rule would have and that are left out. */
    skippedDates: text().notNull().default('[]'),
    /** Grows with each edit of the cadence, so that meetings of an older one are known. */
    cadenceVersion: int().notNull().default(1),
    /** Up to when meetings exist as rows. */
    meetingsUntil: int().notNull().default(0),
    /** The calendar that says when they meet, and which of its events: null while the cadence says it. */
    feedId: text(),
    feedMatchSealed: text(),
    proposedAt: int().notNull(),
    startedAt: int(),
    /** employee (said yes), roster (names the two); null while nobody has started it. */
    startedBy: text(),
    endedAt: int(),
    /** When the manager's access to it ended for good: the employee got another manager, or they put it away themselves. */
    managerOutAt: int(),
    changedAt: int().notNull(),
  },
  (t) => [
    uniqueIndex('pairs_one_living')
      .on(t.managerId, t.employeeId)
      .where(sql`state in ('proposed', 'active', 'paused')`),
    index('pairs_employee').on(t.employeeId),
    index('pairs_state').on(t.workspaceId, t.state),
    index('pairs_feed').on(t.feedId),
    index('pairs_short').on(t.state, t.feedId, t.meetingsUntil),
  ],
)

/** What one of the two wants to talk about in their next 1:1: words of their own, and the address of a message, never what stands in it. */
export const topics = table(
  'topics',
  {
    id: id(),
    workspaceId: workspaceId(),
    pairId: text().notNull(),
    authorId: text().notNull(),
    textSealed: text(),
    linkSealed: text(),
    addedAt: int().notNull(),
    /** When the 1:1 took place that it waited for. */
    talkedAt: int(),
  },
  (t) => [index('topics_pair').on(t.pairId, t.talkedAt)],
)

export const meetings = table(
  'meetings',
  {
    id: id(),
    workspaceId: workspaceId(),
    pairId: text().notNull(),
    /** Natural key within the pair: source and original local date; a move never changes it. */
    key: text().notNull(),
    /** After the cadence was changed: the key of the new occurrence that this meeting stands for, because its trigger was sent already. */
    standsFor: text(),
    startsAt: int().notNull(),
    lengthMinutes: int().notNull(),
    /** planned, skipped, withdrawn (the cadence no longer has it, or the pair stopped) */
    state: text().notNull(),
    /** As the cadence had it, while a person moved it elsewhere. */
    movedFromAt: int(),
    /** Where the calendar last had it, for a meeting from a feed: a move by hand stands until that changes. */
    calendarAt: int(),
    skipReason: text(),
    cadenceVersion: int().notNull(),
    /** unknown, coached, status_only, did_not_happen: only what somebody said by a button or a closed session */
    outcome: text().notNull().default('unknown'),
    outcomeById: text(),
    heldAt: int(),
    coachedAt: int(),
    /** When the wrap-up question was drawn into the trigger message. */
    closedAt: int(),
    createdAt: int().notNull(),
  },
  (t) => [
    uniqueIndex('meetings_natural').on(t.pairId, t.key),
    index('meetings_starts').on(t.state, t.startsAt),
    index('meetings_to_close')
      .on(t.startsAt)
      .where(sql`closed_at is null`),
  ],
)

/** One per meeting: the decision to remind the manager, and what became of it. */
export const triggers = table(
  'triggers',
  {
    id: id(),
    workspaceId: workspaceId(),
    meetingId: text().notNull(),
    pairId: text().notNull(),
    managerId: text().notNull(),
    dueAt: int().notNull(),
    /** planned, sent, snoozed (sent, and comes back at dueAt), missed, held_back */
    state: text().notNull(),
    /** Why it was held back or missed, as a code. */
    reason: text(),
    /** The message that carries it, once sent; several triggers of one day and slot share one. */
    triggerMessageId: text(),
    snoozes: int().notNull().default(0),
    questionId: text(),
    questionWhy: text(),
    /** The manager's own question, in place of one of the bank. */
    ownQuestionSealed: text(),
    sentAt: int(),
    /** First time the manager opened the session or the plan from it. */
    openedAt: int(),
  },
  (t) => [
    uniqueIndex('triggers_meeting').on(t.meetingId),
    index('triggers_due').on(t.state, t.dueAt),
    index('triggers_message').on(t.triggerMessageId),
  ],
)

/** One Slack message to a manager for a local day and send slot. */
export const triggerMessages = table(
  'trigger_messages',
  {
    id: id(),
    workspaceId: workspaceId(),
    managerId: text().notNull(),
    localDay: text().notNull(),
    slot: text().notNull(),
    createdAt: int().notNull(),
  },
  (t) => [uniqueIndex('trigger_messages_slot').on(t.managerId, t.localDay, t.slot)],
)

/** The employee's invitation to answer before the meeting; unique per meeting. */
export const invitations = table(
  'invitations',
  {
    id: id(),
    workspaceId: workspaceId(),
    meetingId: text().notNull(),
    pairId: text().notNull(),
    employeeId: text().notNull(),
    dueAt: int().notNull(),
    /** planned, sent, held_back, missed */
    state: text().notNull(),
    reason: text(),
    sentAt: int(),
  },
  (t) => [uniqueIndex('invitations_meeting').on(t.meetingId), index('invitations_due').on(t.state, t.dueAt)],
)

/** What the employee shared before a meeting: prompts 1 and 2 and a proposed step. */
export const sharedAnswers = table(
  'shared_answers',
  {
    id: id(),
    workspaceId: workspaceId(),
    pairId: text().notNull(),
    meetingId: text().notNull(),
    employeeId: text().notNull(),
    answersSealed: text().notNull(),
    sharedAt: int().notNull(),
  },
  (t) => [uniqueIndex('shared_answers_meeting').on(t.meetingId)],
)

export const sessions = table(
  'sessions',
  {
    id: id(),
    workspaceId: workspaceId(),
    pairId: text().notNull(),
    planId: text().notNull(),
    meetingId: text(),
    managerId: text().notNull(),
    /** open, closed, discarded */
    state: text().notNull(),
    openedAt: int().notNull(),
    closedAt: int(),
    /** JSON list of help kinds; kinds are not free text. */
    helpKinds: text(),
    obstacleKind: text(),
    obstacleSealed: text(),
    lowestConfidence: int(),
    /** 1 when something new was agreed, noted or asked; 0 when it was closed with nothing new. */
    changed: int(),
    /** The category of the question that was shown for it, for the bank's memory. */
    questionCategory: text(),
  },
  (t) => [
    uniqueIndex('sessions_one_open')
      .on(t.pairId)
      .where(sql`state = 'open'`),
    index('sessions_pair').on(t.pairId, t.closedAt),
    index('sessions_meeting').on(t.meetingId),
    index('sessions_plan').on(t.planId, t.state, t.closedAt),
  ],
)

/** What a person typed and has not finished: visible to its author alone. */
export const drafts = table(
  'drafts',
  {
    id: id(),
    workspaceId: workspaceId(),
    ownerId: text().notNull(),
    /** session, share, suggestion, debrief, debrief_answer */
    kind: text().notNull(),
    /** What it is a draft of: a session, meeting, agreement item or debrief. */
    subjectId: text().notNull(),
    valuesSealed: text().notNull(),
    step: text().notNull(),
    /** Slack's action_ts or our own stamp in microseconds: an older keystroke never overwrites a newer one. */
    stamp: int().notNull(),
    savedAt: int().notNull(),
    expiresAt: int().notNull(),
  },
  (t) => [uniqueIndex('drafts_subject').on(t.ownerId, t.kind, t.subjectId), index('drafts_expiry').on(t.expiresAt)],
)

export const goals = table(
  'goals',
  {
    id: id(),
    workspaceId: workspaceId(),
    planId: text().notNull(),
    /** quarter, longer */
    kind: text().notNull(),
    textSealed: text().notNull(),
    measureSealed: text(),
    /** on_track, at_risk, off, done */
    state: text().notNull(),
    /** 1 for the goal that the two call the quarter's, where there are several. */
    main: int().notNull().default(0),
    revision: int().notNull(),
    changedById: text().notNull(),
    changedAt: int().notNull(),
    createdAt: int().notNull(),
  },
  (t) => [index('goals_plan').on(t.planId, t.kind)],
)

/** What is expected and where things stand: one row for each of the two texts of a plan that has been written. */
export const planTexts = table(
  'plan_texts',
  {
    id: id(),
    workspaceId: workspaceId(),
    planId: text().notNull(),
    /** expectations, standing */
    field: text().notNull(),
    /** Empty once it was taken off the page. */
    textSealed: text().notNull(),
    /** standing: the day on which it was so. */
    asOf: text(),
    revision: int().notNull(),
    changedById: text().notNull(),
    changedAt: int().notNull(),
    /** expectations: the revision that the employee agreed to, and when. */
    agreedRevision: int(),
    agreedAt: int(),
  },
  (t) => [uniqueIndex('plan_texts_field').on(t.planId, t.field)],
)

/** What one of the two says about something on the page: a comment, or that it is not right. */
export const planComments = table(
  'plan_comments',
  {
    id: id(),
    workspaceId: workspaceId(),
    planId: text().notNull(),
    authorId: text().notNull(),
    /** comment, correction */
    kind: text().notNull(),
    /** page, expectations, standing, or the id of a goal, an action or a request */
    about: text().notNull(),
    textSealed: text().notNull(),
    writtenAt: int().notNull(),
    /** When the other one said that they read it. */
    seenAt: int(),
  },
  (t) => [index('plan_comments_plan').on(t.planId, t.writtenAt)],
)

/** Lines of a quarter's look-back that the one they are about took out: which, never what they say. */
export const lookBackRemovals = table(
  'look_back_removals',
  {
    workspaceId: workspaceId(),
    planId: text().notNull(),
    /** The first day of the quarter. */
    quarterOn: text().notNull(),
    lineKey: text().notNull(),
    byId: text().notNull(),
  },
  (t) => [uniqueIndex('look_back_removals_line').on(t.planId, t.quarterOn, t.lineKey)],
)

/** Earlier wordings of the plan's texts, kept sealed and purged with the plan. */
export const textVersions = table(
  'text_versions',
  {
    id: id(),
    workspaceId: workspaceId(),
    planId: text().notNull(),
    subjectId: text().notNull(),
    field: text().notNull(),
    revision: int().notNull(),
    textSealed: text().notNull(),
    authorId: text().notNull(),
    writtenAt: int().notNull(),
  },
  (t) => [uniqueIndex('text_versions_revision').on(t.subjectId, t.field, t.revision)],
)

export const agreements = table(
  'agreements',
  {
    id: id(),
    workspaceId: workspaceId(),
    pairId: text().notNull(),
    sessionId: text().notNull(),
    /** Grows with every new wording of an item. */
    version: int().notNull(),
    /** How many messages asked the employee, and how many told the manager that something came back: only the newest has buttons. */
    asks: int().notNull().default(1),
    returns: int().notNull().default(0),
    /** proposed (something waits for the employee), returned (something waits for the manager), settled, void */
    state: text().notNull(),
    proposedAt: int().notNull(),
    settledAt: int(),
  },
  (t) => [
    uniqueIndex('agreements_session').on(t.sessionId),
    index('agreements_pair').on(t.pairId, t.state),
    index('agreements_proposed').on(t.proposedAt),
  ],
)

/** A step or a promise. The words of an action and its signature: `wordingHash` is what the employee signed. */
export const actions = table(
  'actions',
  {
    id: id(),
    workspaceId: workspaceId(),
    planId: text().notNull(),
    pairId: text().notNull(),
    agreementId: text().notNull(),
    position: int().notNull(),
    /** employee, manager */
    owner: text().notNull(),
    /** step, promise */
    kind: text().notNull(),
    textSealed: text().notNull(),
    cueSealed: text(),
    responseSealed: text(),
    /** When it is due now. */
    dueOn: text().notNull(),
    /** The date in the wording that is, or is to be, signed. `dueOn` differs from it once the owner said *Not yet*. */
    wordedDueOn: text().notNull(),
    confidence: int(),
    learning: int().notNull().default(0),
    /** Version of the wording (text, owner, date); the confirm button carries it. */
    version: int().notNull(),
    /** Who gave it this wording, and when. */
    wordedById: text(),
    wordedAt: int(),
    wordingHash: text().notNull(),
    /** proposed, agreed, not_agreed, change_suggested, done, dropped, void */
    state: text().notNull(),
    signedHash: text(),
    signedAt: int(),
    /** The employee's wish for another wording, as sealed JSON { text, dueOn, note }. */
    suggestionSealed: text(),
    reasonSealed: text(),
    doneAt: int(),
    /** The other party saw that it is done. */
    acknowledgedAt: int(),
    closedAt: int(),
    /** The owner's local day on which they were reminded last. */
    remindedOn: text(),
    /** When its owner last finished, moved or dropped it, which the other party is to hear. */
    newsAt: int(),
    /** The other party's local day whose message tells it; null while it waits for one. */
    newsOn: text(),
    createdAt: int().notNull(),
    changedAt: int().notNull(),
  },
  (t) => [
    index('actions_plan').on(t.planId, t.state),
    index('actions_agreement').on(t.agreementId),
    index('actions_due').on(t.state, t.dueOn),
  ],
)

export const requests = table(
  'requests',
  {
    id: id(),
    workspaceId: workspaceId(),
    planId: text().notNull(),
    pairId: text().notNull(),
    sessionId: text(),
    /** One of the eight kinds of help; training, resource and cross_functional are derived from it. */
    helpKind: text().notNull(),
    detailSealed: text(),
    /** asked, owned, answered, delivered, helped, not_helped, declined, withdrawn */
    state: text().notNull(),
    /** Grows with each act, so that of two at once one has no effect. */
    revision: int().notNull().default(0),
    askedById: text().notNull(),
    askedAt: int().notNull(),
    /** Who is asked to answer it, or has taken it on. */
    ownerId: text(),
    /** When the employee sent it on; null while only the two of the 1:1 know of it. */
    sentOnAt: int(),
    /** The words that were sent on. */
    sentWordsSealed: text(),
    /** When an answer is wished for. */
    answerByOn: text(),
    answerSealed: text(),
    /** When the help will be there, as the answer says. */
    comesOn: text(),
    reasonSealed: text(),
    /** The owner's local day on which they were reminded of the answer. */
    remindedOn: text(),
    changedAt: int().notNull(),
  },
  (t) => [
    index('requests_plan').on(t.planId, t.state),
    index('requests_due').on(t.state, t.answerByOn),
    index('requests_owner').on(t.ownerId, t.state),
    index('requests_open').on(t.workspaceId, t.state),
  ],
)

/** Who answers a kind of help, as a coordinator named them. */
export const requestOwners = table(
  'request_owners',
  {
    workspaceId: workspaceId(),
    helpKind: text().notNull(),
    ownerId: text().notNull(),
    changedById: text().notNull(),
    changedAt: int().notNull(),
  },
  (t) => [uniqueIndex('request_owners_kind').on(t.workspaceId, t.helpKind)],
)

/** What the organisation has to offer, as a coordinator keeps it: a session suggests from it. */
export const resources = table(
  'resources',
  {
    id: id(),
    workspaceId: workspaceId(),
    titleSealed: text().notNull(),
    linkSealed: text().notNull(),
    helpKind: text().notNull(),
    /** JSON list of the contexts it fits. */
    contexts: text().notNull(),
    /** Who knows about it. */
    ownerId: text(),
    changedById: text().notNull(),
    changedAt: int().notNull(),
  },
  (t) => [index('resources_kind').on(t.workspaceId, t.helpKind)],
)

/** What an organisation changed in the question bank: its own wordings and questions, and those that it switched off. */
export const bankEdits = table('bank_edits', {
  workspaceId: id(),
  /** JSON { questions, off }. */
  editsSealed: text().notNull(),
  /** Null when they came in as a file. */
  changedById: text(),
  changedAt: int().notNull(),
})

/** The question bank's memory: what was offered to whom, and what became of it. */
export const askedQuestions = table(
  'asked_questions',
  {
    id: id(),
    workspaceId: workspaceId(),
    pairId: text().notNull(),
    employeeId: text().notNull(),
    managerId: text().notNull(),
    meetingId: text(),
    questionId: text().notNull(),
    week: text().notNull(),
    /** offered, swapped */
    outcome: text().notNull(),
    askedAt: int().notNull(),
  },
  (t) => [
    uniqueIndex('asked_questions_once').on(t.pairId, t.meetingId, t.questionId),
    index('asked_questions_employee').on(t.employeeId, t.askedAt),
  ],
)

export const mentorships = table(
  'mentorships',
  {
    id: id(),
    workspaceId: workspaceId(),
    managerId: text().notNull(),
    mentorId: text().notNull(),
    /** proposed, active, declined, ended */
    state: text().notNull(),
    proposedById: text().notNull(),
    /** The group DM of mentor, manager and app, once opened. */
    channel: text(),
    proposedAt: int().notNull(),
    startedAt: int(),
    endedAt: int(),
  },
  (t) => [
    uniqueIndex('mentorships_one_living')
      .on(t.managerId)
      .where(sql`state in ('proposed', 'active')`),
    index('mentorships_mentor').on(t.mentorId, t.state),
  ],
)

/** A reflection before a team's meeting, in a channel that the app was invited to. */
export const teamRhythms = table(
  'team_rhythms',
  {
    id: id(),
    workspaceId: workspaceId(),
    managerId: text().notNull(),
    channel: text().notNull(),
    rule: text().notNull(),
    startOn: text().notNull(),
    time: text().notNull(),
    zone: text().notNull(),
    /** on, off */
    state: text().notNull(),
    createdAt: int().notNull(),
  },
  (t) => [
    uniqueIndex('team_rhythms_channel')
      .on(t.workspaceId, t.channel)
      .where(sql`state = 'on'`),
    index('team_rhythms_manager').on(t.managerId),
  ],
)

export const teamReflections = table(
  'team_reflections',
  {
    id: id(),
    workspaceId: workspaceId(),
    rhythmId: text().notNull(),
    /** Local date of the meeting that the cadence names. */
    onDate: text().notNull(),
    startsAt: int().notNull(),
    /** planned, open, closed, missed */
    state: text().notNull(),
    /** Whether it was looked at, an hour before, if anybody has added something. */
    looked: int().notNull().default(0),
    dueAt: int().notNull(),
  },
  (t) => [uniqueIndex('team_reflections_date').on(t.rhythmId, t.onDate), index('team_reflections_due').on(t.state, t.dueAt)],
)

export const teamEntries = table(
  'team_entries',
  {
    id: id(),
    workspaceId: workspaceId(),
    reflectionId: text().notNull(),
    authorId: text().notNull(),
    wantsHelp: int().notNull(),
    /** Sealed JSON { kind, happened, learned, helpWanted }; null once it stands in Slack. */
    wordsSealed: text(),
    createdAt: int().notNull(),
  },
  (t) => [index('team_entries_reflection').on(t.reflectionId)],
)

/** Who offered help with an entry. */
export const teamOffers = table(
  'team_offers',
  { workspaceId: workspaceId(), entryId: text().notNull(), helperId: text().notNull(), offeredAt: int().notNull() },
  (t) => [uniqueIndex('team_offers_one').on(t.entryId, t.helperId)],
)

/** Peer circles: four to six managers who look at one case a month together. What they write stays in Slack; no word of it is here. */
export const circles = table('circles', {
  id: id(),
  workspaceId: workspaceId(),
  startedById: text().notNull(),
  rule: text().notNull(),
  startOn: text().notNull(),
  time: text().notNull(),
  zone: text().notNull(),
  /** Its group DM, and the Slack ids that it was opened for: with other people it is another one. */
  channel: text(),
  channelFor: text(),
  createdAt: int().notNull(),
  /** Its last member left. */
  endedAt: int(),
})

export const circleMembers = table(
  'circle_members',
  {
    id: id(),
    workspaceId: workspaceId(),
    circleId: text().notNull(),
    personId: text().notNull(),
    /** asked, in, declined, left */
    state: text().notNull(),
    /** The order in which they were named. */
    joined: int().notNull(),
    askedAt: int().notNull(),
    answeredAt: int(),
  },
  (t) => [
    uniqueIndex('circle_members_one').on(t.circleId, t.personId),
    /** Nobody is in two circles. */
    uniqueIndex('circle_members_living')
      .on(t.personId)
      .where(sql`state in ('asked', 'in')`),
  ],
)

export const circleMeetings = table(
  'circle_meetings',
  {
    id: id(),
    workspaceId: workspaceId(),
    circleId: text().notNull(),
    /** Local date that the cadence names. */
    onDate: text().notNull(),
    startsAt: int().notNull(),
    /** planned, announced, running, done, skipped, missed */
    state: text().notNull(),
    caseOwnerId: text(),
    /** Index of the step that was posted last. */
    step: int(),
    skippedById: text(),
    /** When something is to happen next: the announcement, the start, the end of a step. */
    dueAt: int().notNull(),
  },
  (t) => [uniqueIndex('circle_meetings_date').on(t.circleId, t.onDate), index('circle_meetings_due').on(t.state, t.dueAt)],
)

/** What people offer as mentors. */
export const mentorOffers = table(
  'mentor_offers',
  {
    personId: text().primaryKey(),
    workspaceId: workspaceId(),
    /** For how many managers. */
    capacity: int().notNull(),
    /** JSON lists of kinds of work and of language codes. */
    contexts: text().notNull(),
    languages: text().notNull(),
    changedAt: int().notNull(),
  },
  (t) => [index('mentor_offers_workspace').on(t.workspaceId)],
)

/** How a mentorship meets: a cadence, as a pair has one. */
export const mentoringRhythms = table('mentoring_rhythms', {
  mentorshipId: text().primaryKey(),
  workspaceId: workspaceId(),
  rule: text().notNull(),
  startOn: text().notNull(),
  time: text().notNull(),
  zone: text().notNull(),
  lengthMinutes: int().notNull(),
  version: int().notNull(),
  /** Up to when meetings exist as rows. */
  meetingsUntil: int().notNull(),
  setById: text().notNull(),
  setAt: int().notNull(),
})

export const mentoringMeetings = table(
  'mentoring_meetings',
  {
    id: id(),
    workspaceId: workspaceId(),
    mentorshipId: text().notNull(),
    /** Natural key within the mentorship: the local date that the cadence gives; a move never changes it. */
    key: text().notNull(),
    startsAt: int().notNull(),
    lengthMinutes: int().notNull(),
    rhythmVersion: int().notNull(),
    /** planned, skipped, withdrawn */
    state: text().notNull(),
    movedFromAt: int(),
    /** unknown, held, not_held: only what one of the two said by a button */
    outcome: text().notNull().default('unknown'),
    heldMinutes: int(),
    /** 1 when one of the two was away or had a holiday: it counts nowhere. */
    excused: int().notNull().default(0),
    outcomeById: text(),
    outcomeAt: int(),
    closedAt: int(),
    createdAt: int().notNull(),
  },
  (t) => [uniqueIndex('mentoring_meetings_natural').on(t.mentorshipId, t.key), index('mentoring_meetings_open').on(t.closedAt, t.startsAt)],
)

/** One for each side of a mentoring meeting: the decision to write ahead of it, and what became of it. */
export const mentoringTriggers = table(
  'mentoring_triggers',
  {
    id: id(),
    workspaceId: workspaceId(),
    meetingId: text().notNull(),
    personId: text().notNull(),
    /** manager, mentor */
    side: text().notNull(),
    dueAt: int().notNull(),
    /** planned, sent, missed, held_back */
    state: text().notNull(),
    reason: text(),
    sentAt: int(),
  },
  (t) => [uniqueIndex('mentoring_triggers_side').on(t.meetingId, t.side), index('mentoring_triggers_due').on(t.state, t.dueAt)],
)

export const debriefs = table(
  'debriefs',
  {
    id: id(),
    workspaceId: workspaceId(),
    mentorshipId: text().notNull(),
    managerId: text().notNull(),
    mentorId: text().notNull(),
    /** What it looks back at, where the manager started from a session. Never shown to the mentor. */
    sessionId: text(),
    focusSealed: text().notNull(),
    /** The words about the talk that the manager saw in full and sent. */
    summarySealed: text(),
    /** open, answered, closed */
    state: text().notNull(),
    /** thread: in the group DM; form: in each person's own DM, where there is no group DM */
    route: text().notNull(),
    /** How often the group DM was opened anew because Slack no longer had it. */
    reopenings: int().notNull().default(0),
    channel: text(),
    threadTs: text(),
    openedAt: int().notNull(),
    answeredAt: int(),
    closedAt: int(),
    nextTrySealed: text(),
    /** The next trigger that carried the one thing to try. */
    nextTryShownAt: int(),
    nudgedAt: int(),
    standInOfferedAt: int(),
  },
  (t) => [
    index('debriefs_mentorship').on(t.mentorshipId, t.state),
    uniqueIndex('debriefs_thread').on(t.channel, t.threadTs),
    index('debriefs_manager').on(t.managerId, t.closedAt),
    index('debriefs_state').on(t.state, t.openedAt),
  ],
)

/** A reply in the thread or an answer in the modal. */
export const debriefEntries = table(
  'debrief_entries',
  {
    id: id(),
    workspaceId: workspaceId(),
    debriefId: text().notNull(),
    authorId: text().notNull(),
    /** thread, form */
    via: text().notNull(),
    /** Slack's stamp of the reply; a form's answer has none. */
    slackTs: text(),
    /** Thread: the reply as Slack gives it. Form: JSON { worked, missed, next }. Empty once deleted. */
    textSealed: text().notNull(),
    /** at_ease, engaged, guarded, hard_to_tell */
    landed: text(),
    writtenAt: int().notNull(),
    editedAt: int(),
    /** Deleted in Slack. The row stays without words, so that a late delivery of the reply does not bring it back. */
    deletedAt: int(),
  },
  (t) => [uniqueIndex('debrief_entries_message').on(t.debriefId, t.slackTs)],
)

/**
 * What is to be said to Slack: intent (kind, payload of ids), attempt (lease) and outcome (channel, ts or error) apart.
 * `key` says why the message exists, and there is one row per key for ever.
 */
export const outbox = table(
  'outbox',
  {
    seq: sequence(),
    id: text().notNull().unique(),
    workspaceId: workspaceId(),
    key: text().notNull(),
    kind: text().notNull(),
    /** JSON of ids only: the words are read when it is sent. */
    payload: text().notNull(),
    /** post, update, home, delete (the file of a message) */
    op: text().notNull(),
    /** update: the row whose message is redrawn. delete: the row whose file it is. post in a thread: the row of the thread's first message. */
    targetId: text(),
    /** Whom it is for, or, for a group conversation, the mentorship. */
    recipientId: text().notNull(),
    /** person, mentorship */
    recipientKind: text().notNull(),
    /** Rows of one lane go out in order. */
    lane: text().notNull(),
    /** pending, sending, sent, in_doubt, dropped (no longer wanted), failed */
    state: text().notNull(),
    /** Grows when an update is asked for again: an outcome of an older revision does not settle a newer one. */
    revision: int().notNull().default(1),
    attempt: int().notNull().default(0),
    priority: int().notNull(),
    budgetClass: text().notNull(),
    /** ISO week of the recipient in which a counted message was reserved. */
    budgetWeek: text(),
    /** Real time before which it is not tried. */
    notBeforeMs: int().notNull(),
    /** Calendar time after which it is not sent any more. */
    expiresAt: int(),
    leasedUntilMs: int(),
    attemptedAtMs: int(),
    channel: text(),
    ts: text(),
    error: text(),
    enqueuedAt: int().notNull(),
    sentAt: int(),
  },
  (t) => [
    uniqueIndex('outbox_key').on(t.workspaceId, t.key),
    index('outbox_open').on(t.state, t.notBeforeMs),
    index('outbox_due').on(t.state, t.workspaceId, t.op, t.priority, t.seq, t.notBeforeMs),
    // Only what may hold up its lane: what was sent long ago is not walked through.
    index('outbox_lane')
      .on(t.lane, t.seq)
      .where(sql`state in ('pending', 'sending', 'in_doubt')`),
    index('outbox_target').on(t.targetId),
    index('outbox_recipient').on(t.recipientId, t.budgetWeek),
    index('outbox_posted').on(t.channel, t.ts),
  ],
)

/** Each time that this database came back from a backup: what stands in it is older than what Slack has been told. */
export const restores = table('restores', {
  id: id(),
  /** When the backup was taken, and when it was put in place. */
  takenAt: int().notNull(),
  restoredAt: int().notNull(),
  /** The newest outbox row that the backup held; 0 when it held none. */
  lastSeq: int().notNull(),
  /** When a start had reconciled it with Slack. */
  settledAt: int(),
})
/** A file that goes with an outbox row: how far its three steps at Slack have come, and when it is to be deleted there. */
export const sentFiles = table(
  'sent_files',
  {
    id: id(),
    workspaceId: workspaceId(),
    outboxId: text().notNull().unique(),
    /** Slack's id, from the first step on. */
    slackFileId: text().notNull(),
    /** reserved (Slack has given an id), uploaded (the bytes are there, nobody sees them), shared (it stands in a conversation), deleted */
    state: text().notNull(),
    sharedAt: int(),
    /** When Slack is (next) asked to delete it. */
    deleteAt: int(),
    deletedAt: int(),
  },
  (t) => [index('sent_files_due').on(t.state, t.deleteAt)],
)

/** What Slack said to us, under a key that makes it happen once. A handled body is erased; the key stays for seven days. */
export const inbox = table(
  'inbox',
  {
    seq: sequence(),
    workspaceId: workspaceId(),
    key: text().notNull(),
    /** event, click, submission */
    kind: text().notNull(),
    /** submission: what its key begins with, the window as it was drawn. */
    window: text(),
    bodySealed: text(),
    /** received, handled, poisoned */
    state: text().notNull(),
    attempt: int().notNull().default(0),
    notBeforeMs: int().notNull().default(0),
    error: text(),
    receivedAtMs: int().notNull(),
    handledAtMs: int(),
  },
  (t) => [
    uniqueIndex('inbox_key').on(t.workspaceId, t.key),
    index('inbox_state').on(t.state, t.notBeforeMs),
    index('inbox_age').on(t.receivedAtMs),
    index('inbox_window').on(t.window),
    index('inbox_bodies')
      .on(t.seq)
      .where(sql`body_sealed is not null`),
  ],
)

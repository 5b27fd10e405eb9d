import type { PeopleDataKind } from './rows.ts'

/** A column that Cuecard reads. `required`: a file without it is refused, as is a row with an empty cell unless `mayBeEmpty`. */
export type Column = { name: string; required?: true; mayBeEmpty?: true; otherNames: readonly string[] }

/** The columns of each kind of file, with what personnel systems call them. Names are compared as `nameKey` gives them. */
export const contract: Record<PeopleDataKind, readonly Column[]> = {
  people: [
    { name: 'employee_id', required: true, otherNames: employeeNames() },
    {
      name: 'work_email',
      required: true,
      otherNames: ['email', 'mail', 'email_address', 'business_email', 'company_email', 'primary_work_email'],
    },
    { name: 'manager_id', required: true, mayBeEmpty: true, otherNames: managerNames() },
    {
      name: 'function',
      required: true,
      mayBeEmpty: true,
      otherNames: ['department', 'dept', 'job_function', 'org_unit', 'business_unit', 'abteilung', 'bereich'],
    },
    { name: 'job_level', otherNames: ['level', 'grade', 'job_grade', 'career_level', 'stufe'] },
    { name: 'level_start_date', otherNames: ['level_since', 'level_start', 'grade_start_date', 'time_in_level_since'] },
    {
      name: 'hire_date',
      required: true,
      otherNames: ['hired', 'hired_on', 'date_of_hire', 'hiring_date', 'original_hire_date', 'joined', 'join_date', 'eintrittsdatum'],
    },
    { name: 'status', otherNames: ['employment_status', 'employee_status', 'worker_status'] },
    {
      name: 'termination_date',
      otherNames: ['terminated_on', 'last_day', 'last_day_of_work', 'leaving_date', 'exit_date', 'austrittsdatum'],
    },
    { name: 'termination_type', otherNames: ['leaving_type', 'exit_type', 'separation_type'] },
    { name: 'high_potential', otherNames: ['hipo', 'high_potential_flag', 'talent_flag'] },
    { name: 'location_tz', otherNames: ['timezone', 'time_zone', 'tz', 'zone', 'zeitzone'] },
    { name: 'snapshot_date', otherNames: ['snapshot', 'as_of', 'as_of_date', 'extract_date', 'report_date', 'stichtag'] },
  ],
  assignments: [
    { name: 'employee_id', required: true, otherNames: employeeNames() },
    { name: 'manager_id', required: true, otherNames: managerNames() },
    { name: 'from_date', required: true, otherNames: ['from', 'start', 'start_date', 'valid_from', 'effective_from', 'von'] },
    { name: 'to_date', otherNames: ['to', 'end', 'end_date', 'valid_to', 'effective_to', 'until', 'bis'] },
  ],
  job_events: [
    { name: 'event_id', required: true, otherNames: ['id', 'event_number', 'transaction_id'] },
    { name: 'employee_id', required: true, otherNames: employeeNames('without id') },
    { name: 'event_type', required: true, otherNames: ['type', 'event', 'action', 'action_type'] },
    { name: 'effective_date', required: true, otherNames: ['effective', 'effective_on', 'valid_from', 'date'] },
    { name: 'decision_date', otherNames: ['decided', 'decided_on', 'approval_date', 'approved_on'] },
    { name: 'level_from', otherNames: ['from_level', 'old_level', 'previous_level'] },
    { name: 'level_to', otherNames: ['to_level', 'new_level'] },
    { name: 'level_since', otherNames: ['in_level_since', 'previous_level_since', 'level_start_date'] },
  ],
  opportunities: [
    { name: 'opportunity_id', required: true, otherNames: ['id', 'offer_id'] },
    { name: 'employee_id', required: true, otherNames: employeeNames('without id') },
    { name: 'kind', otherNames: ['type', 'opportunity_type'] },
    { name: 'offered_date', otherNames: ['offered', 'offered_on', 'offer_date'] },
    { name: 'response_date', otherNames: ['responded', 'responded_on', 'answer_date', 'answered_on'] },
    { name: 'response', otherNames: ['answer', 'outcome'] },
  ],
  performance: [
    { name: 'employee_id', required: true, otherNames: employeeNames() },
    { name: 'period', required: true, otherNames: ['quarter', 'cycle', 'zeitraum'] },
    { name: 'attainment', otherNames: ['attainment_share', 'achievement', 'target_attainment', 'quota_attainment', 'zielerreichung'] },
    { name: 'value', otherNames: ['result', 'actual', 'ist'] },
    { name: 'target', otherNames: ['quota', 'goal', 'plan', 'soll'] },
  ],
  absences: [
    { name: 'employee_id', required: true, otherNames: employeeNames() },
    { name: 'from', required: true, otherNames: ['from_date', 'start', 'start_date', 'first_day', 'von'] },
    { name: 'to', required: true, otherNames: ['to_date', 'end', 'end_date', 'last_day', 'until', 'bis'] },
  ],
}

function employeeNames(without?: 'without id'): string[] {
  const names = ['employee', 'employee_number', 'employee_no', 'emp_id', 'emp_no', 'person_id', 'personnel_number', 'staff_id', 'worker_id']
  return [...names, 'personalnummer', 'mitarbeiter_id', ...(without === undefined ? ['id'] : [])]
}

function managerNames(): string[] {
  const names = ['manager', 'manager_employee_id', 'manager_number', 'manager_emp_id', 'line_manager', 'line_manager_id']
  return [...names, 'supervisor', 'supervisor_id', 'reports_to', 'vorgesetzter', 'vorgesetzter_id']
}

/** What must never be stored about people, with the words by which a column's name gives it away. */
const unwanted: readonly { what: string; words: RegExp }[] = [
  {
    what: 'pay',
    words: /^(pay|salar(y|ies)|wages?|compensation|bonus|commission|commission_pct|earnings|gehalt|lohn|verguetung|stundenlohn)$/,
  },
  { what: 'age', words: /^(age|birth|birthday|birthdate|born|dob|alter|geburtsdatum|geburtstag)$/ },
  { what: 'gender', words: /^(gender|sex|pronouns?|geschlecht|anrede|salutation)$/ },
  { what: 'marital status', words: /^(marital|married|spouse|civil|familienstand|children|dependents|kinder)$/ },
  {
    what: 'ethnicity',
    words: /^(ethnicity|ethnic|race|nationality|citizenship|religion|konfession|staatsangehoerigkeit|nationalitaet)$/,
  },
  { what: 'health', words: /^(health|medical|disability|disabled|sickness|sick|illness|diagnosis|pregnancy|krankheit|schwerbehinderung)$/ },
  {
    what: 'home address',
    words: /^(address|street|postcode|postal|zip|zipcode|home|private|phone|mobile|anschrift|adresse|strasse|plz|telefon)$/,
  },
]

/** What a column's name says it holds that is never stored: pay, age and so on. Undefined where it says no such thing. */
export function unwantedIn(header: string): string | undefined {
  const words = nameKey(header).split('_')
  if (words.includes('email') || words.includes('mail'))
    return words.includes('private') || words.includes('home') ? 'home address' : undefined
  return unwanted.find((one) => words.some((word) => one.words.test(word)))?.what
}

/** Whether a column of an absence file would say why somebody was away. Such a file is refused. */
export function saysWhyAway(header: string): boolean {
  const words = nameKey(header).split('_')
  const reasons = ['reason', 'type', 'kind', 'category', 'cause', 'code', 'comment', 'note', 'notes', 'diagnosis', 'grund', 'art', 'why']
  return words.some((word) => reasons.includes(word)) || unwantedIn(header) === 'health'
}

/** A column's name as it is compared: lower case, words joined by `_`, without accents, `WorkEmail` and `Work e-mail:` alike. */
export function nameKey(name: string): string {
  return name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/(?<!\p{L})e[\s_-]?mail(?!\p{L})/gu, 'email')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '')
}

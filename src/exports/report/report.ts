import { sayDate } from '../../coaching/local-time.ts'
import type { Arm } from '../../coaching/pilot/arm.ts'
import { controlTurnWords, covariateWords, decisionWords, percent, percentOf, signedPoints, wholeOrOne } from './report-words.ts'
import { cannotShow } from '../../coaching/pilot/design.ts'
import { weeksOf } from '../../coaching/pilot/funnel.ts'
import { outcomeFacts, type OutcomeId } from '../../coaching/pilot/outcomes.ts'
import { pulseItems } from '../../coaching/pilot/pulse-items.ts'
import type { AnswerRate, OutcomeReadout, Readout } from '../../coaching/pilot/readout.ts'
import { formatOf, waveWords } from '../../coaching/pilot/readout.ts'
import { verdictWords } from '../../coaching/pilot/verdicts.ts'
import { zeroEventsUpper } from '../../coaching/pilot/proportion.ts'
import type { RareCount } from '../../coaching/pilot/rare-events.ts'
import type { PlotId } from './plots.ts'

/** A report as every kind of file draws it: plain sentences, tables and plots, in the order in which they are read. */
export type Report = { title: string; facts: string[]; sections: ReportSection[] }
export type ReportSection = { heading: string; parts: ReportPart[] }
export type ReportPart =
  | { part: 'text'; text: string }
  | { part: 'list'; items: string[] }
  | { part: 'table'; caption: string; head: string[]; rows: string[][] }
  /** `text` says what the plot shows to somebody who does not see it. */
  | { part: 'plot'; plot: PlotId; caption: string; text: string }

const ARMS: readonly Arm[] = ['pilot', 'control']
const text = (words: string): ReportPart => ({ part: 'text', text: words })
const list = (items: string[]): ReportPart => ({ part: 'list', items })
const table = (caption: string, head: string[], rows: string[][]): ReportPart => ({ part: 'table', caption, head, rows })
const plot = (id: PlotId, caption: string, words: string): ReportPart => ({ part: 'plot', plot: id, caption, text: words })

/** The answer in five lines, for a message. */
export function fiveLines(found: Readout): string[] {
  const primary = outcome(found, 'pulse_index')
  const { pilot, control } = found.flow
  return [
    `${found.phase === 'six_weeks' ? 'Six-week pilot' : 'Second reading after 26 weeks'}: ${pilot.assigned} managers with the toolkit, ${control.assigned} without, ${found.design.assignment.randomised ? 'drawn by lot' : 'not drawn by lot'}.`,
    `Pulse index: ${primary.sentence}`,
    `Also: ${(['request_share', 'application_share', 'performance'] as const).map((id) => `${outcomeFacts[id].shortName.toLowerCase()}: ${words(outcome(found, id)).toLowerCase()}`).join('; ')}.`,
    `Used: ${found.adherence.coaching.coached} of ${found.adherence.coaching.scheduled} scheduled 1:1s were coached. Answers: ${answered(found)}.`,
    `The rule set before the start says: ${decisionWords[found.decision.decision]}`,
  ]
}

/** The one page: the question, the answer, the verdicts, the decision. It is the first section of the report too. */
export function onePage(found: Readout): ReportSection {
  return {
    heading: 'On one page',
    parts: [
      text(
        found.design.assignment.randomised
          ? 'Does coaching in the 1:1s that managers hold already, with a toolkit and a mentor, change what their people experience and do?'
          : 'Do the people of managers who coach with a toolkit and a mentor experience and do other things than those of other managers?',
      ),
      ...answer(found).map(text),
      table(
        'Verdicts; pp are points of a hundred',
        ['Outcome', 'Difference', '95% interval', 'Would matter', 'Verdict'],
        found.outcomes
          .filter(({ id }) => outcomeFacts[id].family === 'confirmatory')
          .map((one) => [outcomeFacts[one.id].name, ...numbers(one), words(one)]),
      ),
      text(`By the rule that was set before the start: ${decisionWords[found.decision.decision]}`),
      list(found.decision.because),
      text('The rule proposes; people decide. A concern for somebody’s safety or wellbeing outweighs it.'),
    ],
  }
}

/** Sections 1 to 15 and the annex, in the order of a full report. */
export function reportOf(found: Readout): Report {
  const { design } = found
  return {
    title: `${found.phase === 'six_weeks' ? 'The six-week coaching pilot' : 'The coaching pilot after 26 weeks'}${design.assignment.randomised ? '' : ' (observational)'}`,
    facts: [`As of ${day(found.asOf)}`, `Design ${found.hash.slice(0, 12)}`, `${design.managers.length} managers in two groups`],
    sections: numbered([
      onePage(found),
      whatWasDone(found),
      flow(found),
      balance(found),
      adherence(found),
      primary(found),
      confirmatory(found),
      rare(found),
      requestsBesidePerformance(found),
      byFunction(found),
      debriefs(found),
      sensitivity(found),
      precision(found),
      limits(found),
      next(found),
      annex(found),
    ]),
  }
}

function answer(found: Readout): string[] {
  const one = outcome(found, 'pulse_index')
  const cause = found.design.assignment.randomised
    ? 'Managers were drawn by lot, so a difference beyond chance is due to the toolkit and what came with it.'
    : 'Observational: no lot decided who is in which group, so this describes a difference and cannot say what it comes from.'
  return [
    `${one.sentence}`,
    found.flow.pilot.assigned < 6 || found.flow.control.assigned < 6
      ? 'With fewer than six managers in a group nothing can be judged; this report counts.'
      : cause,
    `${found.adherence.coaching.coached} of ${found.adherence.coaching.scheduled} scheduled 1:1s in the pilot group were coached, and ${answered(found)}.`,
  ]
}

function whatWasDone({ design, hash, deviations, windows }: Readout): ReportSection {
  return {
    heading: 'What was done',
    parts: [
      list([
        `Start ${day(design.startsOn)}; before ${day(windows.before.start)} to ${day(windows.before.end.subtract({ days: 1 }))}, after ${day(windows.after.start)} to ${day(windows.after.end.subtract({ days: 1 }))}.`,
        `The one analysis on ${day(design.analysisOn)}, set before the start; second reading on ${day(design.followUpOn)}.`,
        drawnHow(design.assignment),
        `Design locked with SHA-256 ${hash}.`,
        controlTurnWords(design.control),
      ]),
      deviations.length === 0
        ? text('No deviation from the locked design was recorded.')
        : list(deviations.map(({ note, notedOn }) => `Deviation noted on ${day(notedOn)}: ${note}`)),
    ],
  }
}

function drawnHow({ kind, randomised, seed }: Readout['design']['assignment']): string {
  if (kind === 'given')
    return randomised ? 'Groups drawn by lot outside of Cuecard, and given to it.' : 'Groups given, not drawn by lot: observational.'
  return `Groups drawn ${kind === 'pairs' ? 'by a coin for each matched pair inside functions' : 'by lot inside functions'}, seed ${seed ?? 'none'}.`
}

function flow(found: Readout): ReportSection {
  const { design } = found
  const reasons = [...Map.groupBy(design.leftOut, ({ why }) => why.replaceAll(/\d[\d-]*/g, '…'))].map(
    ([why, some]) => `${some.length} × ${why}`,
  )
  const row = (name: string, of: (arm: Arm) => number) => [name, ...ARMS.map((arm) => String(of(arm)))]
  return {
    heading: 'Who took part',
    parts: [
      text(
        `${design.managers.length + design.leftOut.length} managers were looked at; ${design.leftOut.length} did not take part${reasons.length === 0 ? '.' : `: ${reasons.join('; ')}.`}`,
      ),
      table(
        'Flow of managers and people',
        ['', 'Pilot', 'Control'],
        [
          row('Managers drawn', (arm) => found.flow[arm].assigned),
          row('Managers compared on the pulse', (arm) => found.flow[arm].analysed),
          row('Managers who could not be', (arm) => found.flow[arm].lost.length),
          row('People on the first day', (arm) => found.flow[arm].people),
          row('People who left in the window', (arm) => found.flow[arm].left),
          ...found.answering.map(({ wave, pilot, control }) => [`Answered the wave ${waveWords[wave]}`, outOf(pilot), outOf(control)]),
        ],
      ),
      text('Nobody is counted elsewhere than where they were on the first day.'),
    ],
  }
}

function balance({ balance: rows, design }: Readout): ReportSection {
  return {
    heading: 'How alike the groups were before',
    parts: [
      table(
        'Means before, and how far apart in standard deviations',
        ['', 'Pilot', 'Control', 'Apart', ''],
        rows.map(({ covariate, pilot, control, standardisedDifference, flagged }) => [
          covariateWords[covariate],
          wholeOrOne(pilot),
          wholeOrOne(control),
          standardisedDifference === null ? 'does not vary' : standardisedDifference.toFixed(2),
          flagged ? 'above 0.25: look here' : '',
        ]),
      ),
      text(
        design.assignment.randomised
          ? 'No p-values: the lot was drawn, so any difference here is chance.'
          : 'No p-values. The groups were not drawn by lot, so differences here may well explain those found afterwards.',
      ),
    ],
  }
}

function adherence(found: Readout): ReportSection {
  const weeks = weeksOf(found.funnel)
  const { followThrough } = found.adherence
  return {
    heading: 'How the toolkit was used',
    parts: [
      text('Only the pilot group has the toolkit, so these figures compare nothing. A blank cell stands for no 1:1.'),
      table(
        'From the message to the kept promise, by week',
        ['Week', 'Scheduled', 'Message sent', 'Opened', 'Held', 'Coached', 'Plan updated', 'Steps done in time', 'Promises kept in time'],
        weeks.map((week) => [
          String(week.week),
          ...[week.scheduled, week.triggered, week.opened, week.held, week.coached, week.planUpdated].map(String),
          `${week.stepsDone} of ${week.stepsDue}`,
          `${week.promisesKept} of ${week.promisesDue}`,
        ]),
      ),
      ...(found.funnel.length === 0
        ? []
        : [plot('adherence', 'Share of scheduled 1:1s that were coached, by week and function', adherenceText(found))]),
      text(
        `Of ${followThrough.due} agreed steps and promises due in the window, ${followThrough.onTime} were done in time and ${followThrough.doneByWindowEnd} by its end; of the managers’ own, ${followThrough.byOwner.manager.onTime} of ${followThrough.byOwner.manager.due} in time.`,
      ),
    ],
  }
}

function adherenceText({ funnel }: Readout): string {
  return weeksOf(funnel)
    .map(({ week, coached, scheduled }) => `Week ${week}: ${coached} of ${scheduled}.`)
    .join(' ')
}

function primary(found: Readout): ReportSection {
  const one = outcome(found, 'pulse_index')
  const { comparison } = one
  const means = (arm: Arm) => comparison?.means[arm]
  const line = (arm: Arm) => {
    const of = means(arm)
    return of === null || of === undefined ? 'no managers' : `${of.before.toFixed(1)} before, ${of.after.toFixed(1)} after`
  }
  const dealt = comparison?.change?.reDealt
  return {
    heading: 'The primary outcome: pulse index',
    parts: [
      text(one.sentence),
      text(
        `${comparison?.analysis === 'ancova' ? 'After, adjusted for before' : 'Change from before to after'}, one value a manager. Pilot: ${line('pilot')}. Control: ${line('control')}.`,
      ),
      ...(found.slopes.length === 0
        ? []
        : [
            plot(
              'slopes',
              'Each line is one manager’s team with at least five answers in both waves; thick lines are the groups',
              `${found.slopes.filter(({ arm }) => arm === 'pilot').length} pilot and ${found.slopes.filter(({ arm }) => arm === 'control').length} control teams are drawn. Pilot ${line('pilot')}; control ${line('control')}.`,
            ),
          ]),
      ...(comparison?.change
        ? [
            plot(
              'redeals',
              'What chance alone would give: the groups dealt again, and the real difference marked',
              `${dealt?.method === 'every' ? `All ${dealt.count} ways` : `${dealt?.count ?? 0} drawn ways`} of dealing the groups; the change in the real one is ${signedPoints(comparison.change.estimate)}, p ${comparison.change.pTwoSided.toFixed(3)}.`,
            ),
          ]
        : []),
      plot('items', 'How often each answer was given, after, by group', itemsText(found)),
    ],
  }
}

function itemsText(found: Readout): string {
  return ARMS.map((arm) => {
    const of = found.items[arm].after
    const name = arm === 'pilot' ? 'Pilot' : 'Control'
    return of.shown
      ? `${name}: ${of.items.map(({ mean }, index) => `statement ${index + 1} mean ${mean.toFixed(1)}`).join(', ')}.`
      : `${name}: fewer than five answers, so nothing is shown.`
  }).join(' ')
}

function confirmatory(found: Readout): ReportSection {
  const four = found.outcomes.filter(({ id }) => outcomeFacts[id].family === 'confirmatory')
  return {
    heading: 'The four outcomes that carry the claim',
    parts: [
      text('P-values are adjusted for four looks (Holm). The sentence goes before the p-value.'),
      list(four.map((one) => `${outcomeFacts[one.id].name}. ${one.sentence}`)),
      plot(
        'forest',
        'Differences in units of what would matter; the band is where a difference does not',
        four.map((one) => `${outcomeFacts[one.id].name}: ${numbers(one).slice(0, 2).join(', ')}.`).join(' '),
      ),
    ],
  }
}

function rare(found: Readout): ReportSection {
  const rows = found.outcomes.flatMap((one) => (one.rare === null ? [] : [{ one, rare: one.rare }]))
  return {
    heading: 'What is rare: counted, with intervals',
    parts: [
      table(
        'People to whom it happened, with Wilson’s interval',
        ['', 'Pilot', 'Control', 'Difference (Newcombe)', 'Managers dealt again', 'Fisher', 'Verdict'],
        rows.map(({ one, rare: counts }) => [
          outcomeFacts[one.id].name,
          counted(counts.individualLevel?.pilot ?? null),
          counted(counts.individualLevel?.control ?? null),
          one.interval === null
            ? 'not to be had'
            : `${percent(one.estimate)} (${percent(one.interval.low)} to ${percent(one.interval.high)})`,
          pWords(one.p),
          pWords(counts.individualLevel?.pTwoSided ?? null),
          words(one),
        ]),
      ),
      plot(
        'dots',
        'One dot a person',
        rows
          .map(
            ({ one, rare: counts }) =>
              `${outcomeFacts[one.id].name}: ${counts.totals.pilot.events} pilot, ${counts.totals.control.events} control.`,
          )
          .join(' '),
      ),
      text(cannotShow(found.design)),
    ],
  }
}

/** "4 of 62 (2.5% to 15.4%)"; without an event only the upper end can be told, one-sided. */
function counted(count: RareCount | null): string {
  if (count === null) return 'nobody'
  const of = `${count.events} of ${count.people}`
  return count.events === 0
    ? `${of} (at most ${percent(zeroEventsUpper(count.people, 0.95))})`
    : `${of} (${percent(count.wilson.low)} to ${percent(count.wilson.high)})`
}

function requestsBesidePerformance(found: Readout): ReportSection {
  return {
    heading: 'Asking for help, beside performance',
    parts: [
      text('More requests are good news only beside stable or better performance and pulse, so they stand together.'),
      list(
        (['request_share', 'performance', 'pulse_index'] as const).map((id) => `${outcomeFacts[id].name}. ${outcome(found, id).sentence}`),
      ),
    ],
  }
}

function byFunction({ byFunction: rows }: Readout): ReportSection {
  return {
    heading: 'By function, described and not compared',
    parts: [
      table(
        'Both groups together; blank where fewer than five answered, or where another group could be worked out',
        ['Function', 'Managers', 'Answers after', 'Index before', 'Index after'],
        rows.map((row) => [
          row.functionName,
          String(row.managers.pilot + row.managers.control),
          row.people === null ? '' : String(row.people),
          row.index.before?.toFixed(1) ?? '',
          row.index.after?.toFixed(1) ?? '',
        ]),
      ),
    ],
  }
}

function debriefs({ debriefs: held, flow: { pilot } }: Readout): ReportSection {
  return {
    heading: 'Debriefs with mentors',
    parts: [
      text(
        `${held.held} debriefs took place, with ${held.managersWithOne} of ${pilot.assigned} pilot managers. What was said in them stays between the two.`,
      ),
    ],
  }
}

function sensitivity(found: Readout): ReportSection {
  return {
    heading: 'Would another look change the answer?',
    parts: [
      table(
        'The primary outcome and the moves, looked at otherwise; these decide nothing',
        ['', 'Difference', '95% interval', 'p', ''],
        found.sensitivity.map((one, index) => {
          const format = formatOf(index === found.sensitivity.length - 1 ? 'mobility' : 'pulse_index')
          return [
            one.name,
            one.estimate === null ? 'not to be had' : format(one.estimate),
            one.interval === null ? 'none' : `${format(one.interval.low)} to ${format(one.interval.high)}`,
            pWords(one.p),
            one.note,
          ]
        }),
      ),
    ],
  }
}

function precision({ precision: of, design }: Readout): ReportSection {
  const points = (value: number | null) => (value === null ? 'not to be had' : `${value.toFixed(2)} points`)
  return {
    heading: 'Planned and reached precision',
    parts: [
      text(
        `Before the start the smallest difference in the pulse index that would be found four times out of five was ${points(of.plannedDetectable)} (${design.expectations.fromOwnBaseline ? 'from the own baseline' : 'from planning values'}). Half the width of the interval that was reached is ${points(of.reachedHalfWidth)}.`,
      ),
      plot(
        'precision',
        'Planned and reached, against what would matter',
        `Planned ${points(of.plannedDetectable)}, half-width reached ${points(of.reachedHalfWidth)}, would matter ${points(design.outcomes[0]?.smallestWorthwhile ?? null)}.`,
      ),
    ],
  }
}

function limits({ notes }: Readout): ReportSection {
  return {
    heading: 'Limits',
    parts: [
      list([
        ...notes,
        'Managers of the two groups work side by side. What the control group picked up makes the difference smaller.',
        'What is new gets attention. Whether it lasts is read after 26 weeks.',
        'Results of teams are for learning. They do not belong in reviews or pay: once counts are rewarded, they stop meaning anything.',
      ]),
    ],
  }
}

function next({ design, phase }: Readout): ReportSection {
  return {
    heading: 'What happens next',
    parts: [
      text(
        phase === 'six_weeks'
          ? `Moves, promotions and people leaving are read again on ${day(design.followUpOn)}. ${controlTurnWords(design.control)}`
          : 'This was the second and last reading that the design provides for.',
      ),
    ],
  }
}

function annex(found: Readout): ReportSection {
  const { pulse } = found
  const number = (value: number | null | undefined, digits = 3) =>
    value === null || value === undefined ? 'not to be had' : value.toFixed(digits)
  return {
    heading: 'Annex: definitions, reliability, files',
    parts: [
      list(found.outcomes.map(({ id }) => `${outcomeFacts[id].name}: ${outcomeFacts[id].definition}`)),
      list(pulseItems.map(({ statement }, index) => `Statement ${index + 1}: ${statement}`)),
      table(
        'Reliability of the pulse',
        ['', ''],
        [
          ['Answers in both waves', String(pulse.responses)],
          ['Without an index (fewer than four statements)', String(pulse.dropped)],
          ['Cronbach’s alpha', number(pulse.alpha)],
          ['ICC(1) at baseline', number(pulse.agreement?.single)],
          ['ICC(2) at baseline', number(pulse.agreement?.ofMeans)],
          [
            'Single answers, CR2 with Satterthwaite',
            `${number(pulse.responseLevel?.estimate)}, p ${number(pulse.responseLevel?.cr2?.pTwoSided)}`,
          ],
          ['Mixed model, Kenward-Roger', `${number(pulse.mixed?.estimate)}, p ${number(pulse.mixed?.pTwoSided)}`],
        ],
      ),
      table(
        'Files that this was made from',
        ['Kind', 'As of', 'SHA-256'],
        found.files.map(({ kind, snapshotOn, hash }) => [kind, snapshotOn, hash]),
      ),
      text('Every number of this report stands in the CSV file beside it.'),
    ],
  }
}

function numbered(sections: ReportSection[]): ReportSection[] {
  return sections.map((section, index) =>
    index === sections.length - 1 ? section : { ...section, heading: `${index + 1}. ${section.heading}` },
  )
}

function outcome(found: Readout, id: OutcomeId): OutcomeReadout {
  const one = found.outcomes.find((candidate) => candidate.id === id)
  if (one === undefined) throw new Error(`a readout without ${id}`)
  return one
}

function numbers(one: OutcomeReadout): [string, string, string] {
  const format = formatOf(one.id)
  return [
    one.estimate === null ? 'not to be had' : format(one.estimate),
    one.interval === null ? 'none' : `${format(one.interval.low)} to ${format(one.interval.high)}`,
    format(one.smallestWorthwhile),
  ]
}

const words = (one: OutcomeReadout) => {
  const said = verdictWords(one.verdict, one)
  return outcomeFacts[one.id].family === 'exploratory' && /improvement|worsening/.test(one.verdict)
    ? `A signal: ${said.toLowerCase()}`
    : said
}
const pWords = (p: number | null) => (p === null ? 'none' : p < 0.001 ? 'below .001' : p.toFixed(3))
const day = (date: string | Temporal.PlainDate) => {
  const plain = Temporal.PlainDate.from(date)
  return `${sayDate(plain)} ${plain.year}`
}
function answered(found: Readout): string {
  const last = found.answering.at(-1)
  if (last === undefined) return 'nobody was asked'
  if (last.pilot.invited === 0 || last.control.invited === 0)
    return `${last.pilot.answered} people of the pilot and ${last.control.answered} of the control group answered at the end`
  return `${percentOf(last.pilot.answered, last.pilot.invited)} of the pilot and ${percentOf(last.control.answered, last.control.invited)} of the control group answered at the end`
}

const outOf = ({ answered: count, invited }: AnswerRate) => (invited === 0 ? String(count) : `${count} of ${invited}`)

import { parseArgs } from 'node:util'
import { confirmatoryOutcomes, type ConfirmatoryOutcome } from '../src/coaching/pilot/confirmatory.ts'
import { simulateOutcomes, type OutcomesScenario, type SimulatedOutcomes } from '../src/coaching/pilot/simulate-outcomes.ts'

/** `npm run simulate:pilot`: pilots in which nothing happens, and pilots in which something does, judged by the readout's own comparison. */
const { values } = parseArgs({ options: { pilots: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } } })
const plan = { pilots: Number(values.pilots), seed: values.seed }
const nothing = { pulse_index: 0, request_share: 0, application_share: 0, performance: 0 }
const something = { pulse_index: 0.4, request_share: 0.1, application_share: 0.05, performance: 0.05 }
const size = { peoplePerManager: 7, answering: 0.8 }

const scenarios: [string, OutcomesScenario][] = [
  ['6 pairs, nothing happens', { pairs: 6, ...size, effect: nothing }],
  ['12 pairs, nothing happens', { pairs: 12, ...size, effect: nothing }],
  ['12 pairs, the toolkit helps', { pairs: 12, ...size, effect: something }],
  ['15 pairs, the toolkit helps', { pairs: 15, ...size, effect: something }],
]
const simulated = scenarios.map(([name, scenario]) => ({ name, scenario, result: simulateOutcomes(scenario, plan) }))

const names: Record<ConfirmatoryOutcome, string> = {
  pulse_index: 'pulse index (points)',
  request_share: 'asked for help (share)',
  application_share: 'applied inside (share)',
  performance: 'attainment (share of target)',
}
const error = (share: number, of: number) => Math.sqrt((share * (1 - share)) / of)
const percent = (share: number | null) => (share === null ? '-' : `${(100 * share).toFixed(1)}%`)

function rows({ name, scenario, result }: { name: string; scenario: OutcomesScenario; result: SimulatedOutcomes }): string {
  return confirmatoryOutcomes
    .map((outcome) => {
      const { truth, meanEstimate, rejected, rejectedAdjusted, covered, withoutInterval } = result.outcomes[outcome]
      return `| ${name} | ${names[outcome]} | ${truth.toFixed(3)} | ${meanEstimate.toFixed(3)} | ${percent(rejected)} | ${percent(rejectedAdjusted)} | ${percent(covered)} | ${withoutInterval} |`
    })
    .concat(`| ${name} | any of the four, adjusted | | | | ${percent(result.anyRejected)} | | |`)
    .filter((_, index) => index < confirmatoryOutcomes.length || scenario.effect.pulse_index === 0)
    .join('\n')
}

const margin = 3 * error(0.05, plan.pilots)
process.stdout.write(
  `${values.pilots} pilots each, seed ${values.seed}; three standard errors of 5% are ${percent(margin)}\n\n` +
    `| pilots | outcome | truth | mean estimate | p at most 5% | after Holm | 95% intervals that hold the truth | without interval |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n${simulated.map(rows).join('\n')}\n`,
)
const wrong = simulated.flatMap(({ name, scenario, result }) =>
  confirmatoryOutcomes.flatMap((outcome) => {
    const { rejected, covered } = result.outcomes[outcome]
    const alarms = scenario.effect[outcome] === 0 && rejected > 0.05 + margin ? [`${name}: ${outcome} raises too many false alarms`] : []
    return covered !== null && covered < 0.95 - margin ? [...alarms, `${name}: intervals of ${outcome} hold the truth too seldom`] : alarms
  }),
)
for (const sentence of wrong) process.stdout.write(`- ${sentence}\n`)
process.exitCode = wrong.length === 0 ? 0 : 1

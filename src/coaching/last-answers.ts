import type { KeptHelpKind, ObstacleKind } from './session-fields.ts'

/**
 * The questions that follow what was named as likely to get in the way last time, by kind of obstacle.
 * Our own reading of the bank: each takes up the kind named, without asking again what was just said. Ids stay when a bank is translated.
 */
export const followsObstacle: Readonly<Record<ObstacleKind, readonly string[]>> = {
  time: ['c09', 'g05', 'p02', 'p10', 's09', 'w05', 'w07'],
  priorities: ['g02', 'g05', 'p12', 's05'],
  skill: ['e01', 'e03', 'e06', 'p05', 's08', 't05'],
  people: ['p08', 'p11', 'p12', 'p17', 'p18', 's03', 's08', 's10', 'w03'],
  tools: ['e09', 'p02', 'p10', 'p11', 'p16', 's04'],
  other: ['p04', 'p07', 's01'],
}

/** The questions that follow the help asked for last time, by kind of help. */
export const followsHelp: Readonly<Record<KeptHelpKind, readonly string[]>> = {
  time: ['g05', 's09', 'w02', 'w05'],
  information: ['p16', 's07', 'w09'],
  training: ['e03', 'e06', 't05'],
  tool_budget: ['p10', 'p11', 's04'],
  introduction: ['c06', 'e06', 's03', 's08'],
  other_team: ['s03', 's08', 's10', 't03'],
  nothing: [],
}

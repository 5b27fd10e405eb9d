import { describe, expect, it } from 'vitest'
import { gallery } from '../../../sandbox/gallery.ts'

/** What people at the edges write into every field of a sample. */
const written = ['Renewals in the north', 'ninety-two', 'Rindfleisch']
/** Thin is what comes into people's own DMs. This is what somebody posts into a channel themselves, and it can be read nowhere else. */
const postedInChannels = ['team_entry']
const kinds = gallery().groups.filter(({ samples }) => samples.some(({ surface }) => surface === 'message'))

describe('thin messages', () => {
  const thinned = kinds.filter(({ name }) => !postedInChannels.includes(name))
  it.each(thinned.map(({ name, samples }) => [name, samples] as const))('%s: carries no word that anybody wrote', (_, samples) => {
    const full = samples.filter(({ thin, state }) => thin && state.endsWith('at_the_limits_of_words'))
    for (const { message } of full) for (const words of written) expect(JSON.stringify(message)).not.toContain(words)
  })

  it('are told apart from others by this: those carry the words', () => {
    const carrying = kinds.filter(({ samples }) =>
      samples.some(({ thin, message }) => !thin && JSON.stringify(message).includes('Renewals in the north')),
    )
    expect(carrying.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['trigger', 'agreement_proposed', 'action_reminder', 'request_noted', 'request_for_owner', 'request_news']),
    )
  })
})

import type { MessageData } from '../../../coaching/messages.ts'

const pairProposal = (state: string) => ({ of: 'pair_proposal', state })

export const sampleMessages = {
  sample_message: {
    with_buttons: pairProposal('waiting'),
    without_buttons: pairProposal('started'),
    at_the_limits_of_words: pairProposal('at_the_limits_of_words'),
    right_to_left: pairProposal('right_to_left'),
    chinese_and_japanese: pairProposal('chinese_and_japanese'),
  },
} satisfies { [K in 'sample_message']: Record<string, MessageData[K]> }

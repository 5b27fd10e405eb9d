/** One thing that was looked at: what was found, and what to do where it is not as it should be. */
export type Finding = { about: string; is: 'ok' | 'worth knowing' | 'wrong'; sentence: string }

export const fine = (about: string, sentence: string): Finding => ({ about, is: 'ok', sentence })
export const worthKnowing = (about: string, sentence: string): Finding => ({ about, is: 'worth knowing', sentence })
export const wrong = (about: string, sentence: string): Finding => ({ about, is: 'wrong', sentence })

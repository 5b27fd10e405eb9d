/** The answer to whatever a person types to the app: nothing of what they typed is in it, because it is not read. */
export type DirectAnswer = { standing: 'member' | 'outsider' }

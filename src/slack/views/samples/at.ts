/** When everything in the samples happens: a Monday morning in March, in Berlin half past eight. */
export const sampleNow = Temporal.Instant.from('2026-03-02T07:30:00Z')
export const at = (time: string) => Temporal.Instant.from(time)

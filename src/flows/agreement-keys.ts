import type { AgreementId, PersonId } from '../coaching/ids.ts'

/** Why each message about actions exists, as the key of its outbox row. */
export const askKey = (agreementId: AgreementId, ask: number) => `agreement/${agreementId}/ask/${ask}`
export const returnKey = (agreementId: AgreementId, number: number) => `agreement/${agreementId}/status/${number}`
/** What a person is reminded of, and what they hear of the other side, on one of their local days. */
export const reminderKey = (personId: PersonId, day: string) => `reminder/${personId}/${day}`
export const newsKey = (personId: PersonId, day: string) => `news/${personId}/${day}`

/** A coordinator as the others see them. */
export type CoordinatorShown = { personId: string; name: string; named: 'in the settings' | 'by a coordinator'; isYou: boolean }

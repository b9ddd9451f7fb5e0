/** Of what the leads of a site may be told. */
export const ALERTS = ['set_away', 'nobody_took', 'low_rating', 'target_missed'] as const
export type Alert = (typeof ALERTS)[number]

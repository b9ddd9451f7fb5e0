/** What a person may be, from the least to the most. */
export const ROLES = ['operator', 'lead', 'admin'] as const

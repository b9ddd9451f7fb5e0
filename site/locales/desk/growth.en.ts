export const growth = {} as const

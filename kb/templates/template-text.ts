import { withFallbacks } from './placeholders.ts'

/** What a template reads like to the one who gets it: fallbacks in place of placeholders. */
export const templateText = (plain: string): string => withFallbacks(plain).replace(/ +([,.!?])/g, '$1')

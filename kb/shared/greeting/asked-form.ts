/** What a shop may ask before the first message. */
export const ASKED_FIELDS = ['name', 'mail', 'phone', 'order'] as const
export type AskedFieldName = (typeof ASKED_FIELDS)[number]
export const LONGEST_ASKED: Record<AskedFieldName, number> = { name: 80, mail: 254, phone: 30, order: 40 }

/**
 * Whether somebody could be called by it: 7 to 15 digits (E.164) and the signs that people write between them. Whether the number
 * exists only a call can tell.
 */
export function looksLikePhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length
  return digits >= 7 && digits <= 15 && /^\+?[\d\s().-]+$/.test(text.trim())
}

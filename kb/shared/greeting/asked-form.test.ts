import { describe, expect, it } from 'vitest'
import { looksLikePhone } from './asked-form.ts'

describe('a number to call', () => {
  it.each(['+7 916 123-45-67', '8 (916) 123 45 67', '+49 30 901820', '1234567', ' 8-800-555-35-35 '])(
    'may be “%s”',
    (text) => {
      expect(looksLikePhone(text)).toBe(true)
    },
  )
  it.each(['', '123456', '1234567890123456', 'call me', '+7 916 CALL-ME1', 'tel:+79161234567', '<script>1234567'])(
    'is not “%s”',
    (text) => {
      expect(looksLikePhone(text)).toBe(false)
    },
  )
})

/** What the server says of an invitation, as far as the card draws it. */
export interface Told {
  text: string
  /** That no person has written it, in words. */
  automatic: string
  face: { name: string; role?: string; photo?: string; initials: string; hue: number }
  consent: { text: string; version: string; link: string | null; tick: boolean } | null
}

/** Null: not what a card can be drawn from. */
export function readTold(value: unknown): Told | null {
  const { text, automatic, face, consent } = (value ?? {}) as Partial<Told>
  if (typeof text !== 'string' || typeof face?.name !== 'string') return null
  const { name, role, photo, initials = '', hue = 0 } = face
  const isWeb = typeof photo === 'string' && /^https?:/.test(photo)
  return {
    text,
    automatic: typeof automatic === 'string' ? automatic : '',
    face: { name, initials, hue: Number(hue), ...(role ? { role } : {}), ...(isWeb ? { photo } : {}) },
    consent: consent ?? null,
  }
}

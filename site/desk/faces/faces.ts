import { signal } from '@preact/signals'
import type { ItemOf } from '../shapes.ts'
import { get } from '../http.ts'

/** How people are presented, as each said it; `site` empty: wherever nothing else is said. */
export type FaceRecord = ItemOf<'/desk/faces'>

export const faces = signal<readonly FaceRecord[]>([])

export async function loadFaces(): Promise<void> {
  const answered = await get('/desk/faces')
  if (answered.ok) faces.value = answered.value.items
}

export const recordOf = (personId: string, site = ''): FaceRecord | undefined =>
  faces.value.find((one) => one.personId === personId && one.site === site)

export function putFace(face: FaceRecord): void {
  const others = faces.peek().filter((one) => one.personId !== face.personId || one.site !== face.site)
  faces.value = [...others, face]
}

/** Small and for a list, or of the size of a profile. */
export const photoAddress = (photo: string, version: '96.webp' | '256.webp' = '96.webp'): string =>
  `/api/pictures/${photo}/${version}`

/** The person's own photograph, wherever else another may be shown. */
export const photoOf = (personId: string | null | undefined): string | null =>
  (personId && recordOf(personId)?.photo) || null

/** Whose name a message carries: visitors are told a name of their site and language. */
export const personCalled = (name: string, site: string): string | null =>
  faces.value.find(
    (one) => (one.site === site || one.site === '') && Object.values(one.names).some((own) => own === name),
  )?.personId ?? null

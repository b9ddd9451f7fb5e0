import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import type { DrawingProps } from './drawing-dialog.tsx'
import { attach, detach } from '../attachments.ts'

/** A picture that is being drawn on, for a draft; `replaces` is a file of it that has not been sent. */
export interface Drawing {
  picture: Blob
  name: string
  place: string
  replaces: string | null
}
export const drawing = signal<Drawing | null>(null)
/** Its code is fetched by the first picture somebody draws on. */
const part = signal<ComponentType<DrawingProps> | null>(null)

/** Stands once on the page, and shows nothing until a picture is drawn on. */
export function DrawingPlace() {
  const now = drawing.value
  useEffect(() => {
    if (now && !part.peek())
      void import('./drawing-dialog.tsx').then(({ DrawingDialog }) => (part.value = DrawingDialog))
  }, [now])
  const Part = part.value
  if (!now || !Part) return null
  return (
    <Part
      picture={now.picture}
      onDone={(drawn) => {
        drawing.value = null
        if (!drawn) return
        if (now.replaces) detach(now.replaces)
        const name = now.name.replace(/\.[^.]*$/, '') + (drawn.type === 'image/png' ? '.png' : '.jpg')
        attach(now.place, [new File([drawn], name, { type: drawn.type })])
      }}
    />
  )
}

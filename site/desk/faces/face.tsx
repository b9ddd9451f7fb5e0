import { hueOf, initialsOf } from '#shared'
import { photoAddress, photoOf } from './faces.ts'

/** A photograph, or the initials on a colour that is always theirs. Their name stands beside it, so it says nothing by itself. */
export function Face(props: {
  name: string
  /** Of somebody at the desk. */
  personId?: string | null | undefined
  /** Id of a picture, in place of the person's own. */
  photo?: string | null | undefined
  size?: 'small' | 'large'
}) {
  const photo = props.photo === undefined ? photoOf(props.personId) : props.photo
  const large = props.size === 'large'
  return (
    <span class={`face ${large ? 'face-large' : ''}`} style={{ '--hue': hueOf(props.name) }} aria-hidden="true">
      {initialsOf(props.name)}
      {photo ? <img src={photoAddress(photo, large ? '256.webp' : '96.webp')} alt="" loading="lazy" /> : null}
    </span>
  )
}

import { hueOf, initialsOf } from '#shared'
import type { Face as Shown } from '#protocol'

/** A photograph over the initials: where the page's policy keeps pictures out, the initials stay. The name is said beside it. */
export function Face({ face: { name, photo }, here }: { face: Shown; here?: boolean | undefined }) {
  return (
    <span class={here ? 'portrait here' : 'portrait'} style={`--hue:${hueOf(name)}`} aria-hidden="true">
      {initialsOf(name)}
      {photo && (
        <img
          src={photo}
          alt=""
          onError={(event) => {
            event.currentTarget.hidden = true
          }}
        />
      )}
    </span>
  )
}

/** The same outside of what Preact draws. */
export function portraitOf(name: string, photo: string | undefined): HTMLElement {
  const portrait = document.createElement('span')
  portrait.className = 'portrait'
  portrait.ariaHidden = 'true'
  portrait.style.setProperty('--hue', `${hueOf(name)}`)
  portrait.textContent = initialsOf(name)
  if (photo) {
    const picture = document.createElement('img')
    picture.alt = ''
    picture.onerror = () => picture.remove()
    picture.src = photo
    portrait.append(picture)
  }
  return portrait
}

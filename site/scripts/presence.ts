interface Host {
  Firstline?: { getStatus?(): { ready: boolean; online: boolean | null } }
}

/** A kept page knows the hours only; the widget has just asked who is there, and where somebody is it is said. */
const place = document.querySelector<HTMLElement>('[data-here]')
const status = () => (window as Host).Firstline?.getStatus?.()
const tell = () => {
  if (status()?.online) place?.prepend(`${place.dataset.here} `)
}
if (status()?.ready) tell()
else document.addEventListener('firstline:ready', tell, { once: true })

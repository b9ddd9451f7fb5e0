/**
 * Under a modal dialog of the page everything is dead but what stands in it. While the window is open it stands there,
 * and comes back when that dialog is closed or gone.
 */
export function standAboveDialogs(host: HTMLElement): () => void {
  const page = document.documentElement
  const stand = (place: Element) => {
    if (host.isConnected && host.parentNode === place) return
    place.append(host)
    if (host.popover) host.showPopover()
  }
  const look = () => stand([...document.querySelectorAll('dialog:modal')].at(-1) ?? page)
  const watch = new MutationObserver(look)
  look()
  watch.observe(page, { subtree: true, childList: true, attributeFilter: ['open'] })
  return () => {
    watch.disconnect()
    stand(page)
  }
}

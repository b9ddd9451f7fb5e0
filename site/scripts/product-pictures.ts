/** Pictures stay where the shop keeps them, so an address may be dead: then there is none. */
const box = document.querySelector('.product-pictures')
const hide = (picture: HTMLImageElement) => {
  const shown = picture.closest('li') ?? picture
  shown.remove()
  if (!box?.querySelector('img')) box?.remove()
}
for (const picture of box?.querySelectorAll('img') ?? []) {
  // It may have failed before anybody listened.
  if (picture.complete && picture.naturalWidth === 0) hide(picture)
  else picture.addEventListener('error', () => hide(picture))
}

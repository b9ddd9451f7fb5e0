/** A kept page knows the hours only: who is there is asked when it is read, and said where somebody is. */
const place = document.querySelector<HTMLElement>('[data-here]')
if (place) {
  const query = new URLSearchParams({ site: place.dataset.site ?? '', locale: document.documentElement.lang })
  fetch(`/api/widget/availability?${query}`)
    .then((answer) => answer.json())
    .then(({ online }: { online?: boolean }) => {
      if (online) place.prepend(`${place.dataset.here} `)
    })
    // Unasked it speaks of hours, which is true.
    .catch(() => {})
}

/** A vote is counted in place. Without JavaScript the same forms go round by the server (`outcome-form.ts`). */
for (const section of document.querySelectorAll<HTMLElement>('.outcome'))
  for (const form of section.querySelectorAll('form'))
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const body = new URLSearchParams(new FormData(form, event.submitter) as never)
      const before = section.dataset.told
      const told = body.has('reason') ? 'noted' : body.get('helped') === 'true' ? 'helped' : 'not-helped'
      section.dataset.told = told
      const shown = section.querySelector<HTMLElement>(`#${told}`)
      shown?.scrollIntoView({ block: 'nearest' })
      // What was pressed is gone: the keyboard goes on with what is asked next.
      shown?.querySelector('button')?.focus({ preventScroll: true })
      const ask = () => {
        if (before) section.dataset.told = before
        else delete section.dataset.told
      }
      // Counted, it sends readers back to the page: a redirect that is not followed here. Anything else was not counted.
      fetch(form.action, { method: 'POST', body, keepalive: true, redirect: 'manual' }).then(
        (answer) => answer.type !== 'opaqueredirect' && ask(),
        ask,
      )
    })

import type { Mails } from './mails.ts'
import { PEOPLE } from './people.ts'

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const page = (title: string, body: string) => `<!doctype html>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
  li { margin: .4rem 0 }
  article { border-top: 1px solid; padding: .75rem 0 }
  pre { white-space: pre-wrap; font: inherit }
  small { opacity: .75 }
</style>
${body}`

/** Everything there is to try, behind one address. */
export const board = (demoShop: string) =>
  page(
    'Firstline: development',
    `<h1>Firstline</h1>
<ul>
  <li><a href="/en">Help centre</a> · <a href="/ru">по-русски</a>
  <li><a href="${demoShop}">Demo shop with the widget</a>
  <li><a href="/desk/_parts">Every part of desk and widget</a>
  <li><a href="/_dev/mails">Mails that were sent</a>
</ul>
<h2>The desk as</h2>
<ul>${Object.entries(PEOPLE)
      .map(([who, { name, role }]) => `<li><a href="/_dev/as/${who}">${escaped(name)}</a> <small>${role}</small>`)
      .join('')}</ul>`,
  )

export const mailsPage = (mails: Mails) =>
  page(
    'Mails',
    `<h1>Mails</h1><p><a href="/_dev">Back</a></p>${
      mails.letters().length === 0 ? '<p>None yet. Leave a message in the widget, or forget a password.</p>' : ''
    }${mails
      .letters()
      .map(
        ({ at, letter }) => `<article>
<h2>${escaped(letter.subject ?? '')}</h2>
<p><small>${at.toLocaleTimeString()} · ${escaped(letter.from?.address ?? '')} → ${escaped(
          (letter.to ?? []).map((one) => one.address ?? '').join(', '),
        )}</small></p>
<pre>${escaped(letter.text ?? '').replace(/https?:\/\/[^\s&]+/g, '<a href="$&">$&</a>')}</pre></article>`,
      )
      .join('')}`,
  )

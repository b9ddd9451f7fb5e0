import { contrast, hexOf, initialsOf, type InterfaceLocale, linearRgb, type Oklch, readColour } from '#shared'
import { escaped, type LetterParts } from './letter-parts.ts'

/** The shop's look, as far as mail programs follow it. */
export interface LetterLook {
  locale: InterfaceLocale
  /** `logo`: address of a picture in place of the name. */
  shop: { name: string; url: string; logo?: string | null }
  color: string
  colorDark: string
  title: string
}

const HOUSE: Oklch = { l: 0.47, c: 0.1, h: 158 }
const WHITE = [1, 1, 1] as const
const READABLE = 4.5
const FONT = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
const PREVIEW_LENGTH = 140

/** As deep as white needs to be read on it. */
function ground(color: string): string {
  let colour = readColour(color) ?? HOUSE
  while (contrast(linearRgb(colour), WHITE) < READABLE && colour.l > 0) colour = { ...colour, l: colour.l - 0.01 }
  return hexOf(colour)
}
/** As light as a dark page needs. */
function onDark(color: string): string {
  const colour = readColour(color) ?? HOUSE
  return hexOf({ ...colour, l: Math.max(colour.l, 0.78) })
}

/** Programs drop style sheets, classes or both, so what a letter cannot do without stands in `style` of each element. */
export function letterHtml(parts: LetterParts, { locale, shop, color, colorDark, title }: LetterLook): string {
  const { greeting, said, lines, signature, open, howToReply, question, foot } = parts
  const brand = ground(color)
  const small = 'margin:0 0 8px;font-size:13px;line-height:1.5;color:#5c6470'
  const ownFace = (photo: string) =>
    `<td width="36" height="36" style="width:36px;height:36px"><img src="${escaped(photo)}" width="36" height="36" alt="" style="display:block;width:36px;height:36px;border-radius:18px;background-color:#d5d9de"></td>`
  const face = (author: string, photo: string | null) =>
    `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 12px"><tr>
${photo ? ownFace(photo) : `<td width="36" height="36" align="center" valign="middle" bgcolor="${brand}" style="width:36px;height:36px;border-radius:18px;background-color:${brand};color:#ffffff;font-size:14px;font-weight:600;line-height:36px" aria-hidden="true">${escaped(initialsOf(author))}</td>`}
<td class="ink" valign="middle" style="padding-left:10px;font-size:15px;font-weight:600;color:#1c2026">${escaped(author)}</td>
</tr></table>`
  const body = [
    greeting && `<p class="ink" style="margin:0 0 16px">${escaped(greeting)}</p>`,
    ...said.map(
      ({ author, photo, messages }) =>
        face(author, photo) + messages.map((one) => `<div class="said">${styled(one.html, brand)}</div>`).join('\n'),
    ),
    ...lines.map((line) => `<p class="ink" style="margin:0 0 12px">${escaped(line)}</p>`),
    signature &&
      `<p class="soft" style="margin:16px 0 12px;font-size:14px;color:#5c6470">${escaped(signature).replaceAll('\n', '<br>')}</p>`,
    open &&
      `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:20px 0 8px"><tr><td bgcolor="${brand}" style="border-radius:8px;background-color:${brand}"><a href="${escaped(open.url)}" style="display:inline-block;padding:12px 20px;color:#ffffff;font-size:15px;font-weight:600;text-decoration:none">${escaped(open.label)}</a></td></tr></table>
<p class="soft" style="${small}">${escaped(open.note)}</p>`,
    howToReply && `<p class="soft" style="${small}">${escaped(howToReply)}</p>`,
    question &&
      `<div class="question" style="margin:16px 0 0;padding:12px 0 0;border-top:1px solid #e3e6ea"><p class="soft" style="${small}">${escaped(question.label)}</p>
<p class="soft" style="margin:0;padding-left:12px;border-left:3px solid #d5d9de;font-size:14px;line-height:1.5;color:#5c6470">${escaped(question.text).replaceAll('\n', '<br>')}</p></div>`,
  ]
  const preview = (said[0]?.messages[0]?.text ?? lines[0] ?? '').replace(/\s+/g, ' ').slice(0, PREVIEW_LENGTH)
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escaped(title)}</title>
<style>
.said p:last-child{margin-bottom:16px}
@media (prefers-color-scheme:dark){
body,.page{background-color:#14171b!important}
.card{background-color:#1e2227!important}
.ink,.said,.said *{color:#e8eaed!important}
.soft,.soft *{color:#a3abb5!important}
.shop,.said a,.foot a{color:${onDark(colorDark)}!important}
.question{border-color:#343a42!important}
}
</style></head>
<body style="margin:0;padding:0;background-color:#f3f4f6">
<div style="display:none;max-height:0;overflow:hidden" aria-hidden="true">${escaped(preview)}</div>
<table class="page" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f3f4f6"><tr><td align="center" style="padding:24px 12px;${FONT}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;${FONT};text-align:left">
<tr><td style="padding:0 4px 14px"><a class="shop" href="${escaped(shop.url)}" style="color:${brand};font-size:18px;font-weight:700;text-decoration:none">${shop.logo ? `<img src="${escaped(shop.logo)}" alt="${escaped(shop.name)}" height="32" style="display:block;height:32px;width:auto;max-width:240px;border:0">` : escaped(shop.name)}</a></td></tr>
<tr><td class="card" bgcolor="#ffffff" style="padding:24px;border-radius:12px;background-color:#ffffff;font-size:15px;line-height:1.55;color:#1c2026;overflow-wrap:anywhere">
${body.filter(Boolean).join('\n')}
</td></tr>
<tr><td class="foot soft" style="padding:14px 4px 0;font-size:12px;line-height:1.5;color:#5c6470">${escaped(foot.text)}${foot.stop ? ` <a href="${escaped(foot.stop.url)}" style="color:#5c6470">${escaped(foot.stop.label)}</a>` : ''}</td></tr>
</table></td></tr></table>
</body></html>
`
}

const STYLES: [tag: string, style: string][] = [
  ['p', 'margin:0 0 12px'],
  ['ul', 'margin:0 0 12px;padding-left:22px'],
  ['ol', 'margin:0 0 12px;padding-left:22px'],
  ['li', 'margin:0 0 4px'],
  ['h2', 'margin:0 0 8px;font-size:17px;line-height:1.4'],
  ['h3', 'margin:0 0 8px;font-size:16px;line-height:1.4'],
  ['h4', 'margin:0 0 8px;font-size:15px;line-height:1.4'],
  ['table', 'margin:0 0 12px;border-collapse:collapse'],
  ['th', 'padding:6px 10px;border:1px solid #d5d9de;text-align:left'],
  ['td', 'padding:6px 10px;border:1px solid #d5d9de'],
  ['blockquote', 'margin:0 0 12px;padding-left:12px;border-left:3px solid #d5d9de'],
  ['code', 'font-family:Consolas,Menlo,monospace;font-size:14px'],
  ['pre', 'margin:0 0 12px;white-space:pre-wrap'],
]

/** What the renderer wrote, with the looks of each element at it: a `<` in the text itself is never bare there. */
const styled = (html: string, brand: string): string =>
  STYLES.reduce(
    (text, [tag, style]) => text.replaceAll(new RegExp(`<${tag}(?=[ >])`, 'g'), `<${tag} style="${style}"`),
    html,
  ).replaceAll('<a ', `<a style="color:${brand}" `)

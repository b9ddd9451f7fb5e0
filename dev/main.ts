import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readConfig } from '../server/config.ts'
import { createLog } from '../server/log.ts'
import { createFront } from './front.ts'
import { startMails } from './mails.ts'
import { startDevPages } from './pages.ts'
import { invitePeople, PASSWORD, PEOPLE } from './people.ts'
import { startDevProduct } from './product.ts'
import { seed } from './seed.ts'
import { startDevWidget, WIDGET_DIR } from './widget.ts'

/**
 * `npm run dev`: the product on PORT (3000) with people, conversations and mails to try it with. Pages and desk change in
 * the browser as their sources change, the widget is built again and its pages reload, the server starts again behind a
 * front that lets requests wait. Data lies in .data/dev; delete it to begin anew.
 */
const root = join(import.meta.dirname, '..')
const startedAt = performance.now()
const say = (text: string) => process.stdout.write(`${text}\n`)
const port = Number(process.env.PORT ?? 3000)
const productPort = port + 2
const dataDir = resolve(root, process.env.DATA_DIR ?? '.data/dev')
const origin = `http://localhost:${port}`
const SEEDED = join(dataDir, 'seeded')

process.env.ASTRO_TELEMETRY_DISABLED = '1'
mkdirSync(dataDir, { recursive: true, mode: 0o700 })
const mails = await startMails()
const config = {
  ...readConfig({
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: origin,
    DATA_DIR: dataDir,
    CONTENT_DIR: process.env.CONTENT_DIR,
    DEMO_SHOP: 'on',
    SMTP_URL: mails.url,
    MAIL_FROM: 'Tropa <help@tropa.example>',
    ADMIN_EMAIL: PEOPLE.admin.email,
    ADMIN_PASSWORD: PASSWORD,
    ADMIN_NAME: PEOPLE.admin.name,
    TRUSTED_PROXIES: '127.0.0.1',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  }),
  port: productPort,
}

const front = createFront()
const pages = await startDevPages(root, front.server)
const told = (part: string) => (what: { files: string[]; ms: number; error: unknown }) => {
  const files = [...new Set(what.files)].slice(0, 3).join(', ')
  if (what.error) return say(`  ${part} does not start after ${files}:\n${(what.error as Error).stack ?? what.error}`)
  say(`  ${part} again in ${Math.round(what.ms)} ms  (${files})`)
}
const widgetTold = told('widget')
const [product, widget] = await Promise.all([
  startDevProduct({ root, config, log: createLog(config.logLevel), pages: pages.handle, reloaded: told('server') }),
  startDevWidget(root, (what) => {
    widgetTold(what)
    if (!what.error) front.reloadPages()
  }),
])
const demoShop = `http://localhost:${port + 1}`
front.open({
  origin,
  demoShop,
  productPort,
  mails,
  widgetDir: join(root, WIDGET_DIR),
  ready: product.ready,
  handleSource: pages.handleSource,
})
await front.listen(port)
if (!existsSync(SEEDED)) {
  await invitePeople(origin)
  await seed(origin, 'tropa')
  writeFileSync(SEEDED, '')
}

say(`\n  Everything  ${origin}/_dev`)
for (const [who, { name, role }] of Object.entries(PEOPLE)) say(`  ${role.padEnd(9)} ${origin}/_dev/as/${who}  ${name}`)
say(`  Demo shop   ${demoShop}`)
say(`\n  Ready in ${((performance.now() - startedAt) / 1000).toFixed(1)} s; changes are seen.\n`)

const stop = () => {
  widget.close()
  front.close()
  Promise.all([product.close(), pages.close(), mails.close()]).then(
    () => process.exit(0),
    () => process.exit(1),
  )
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)

import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Database, openDatabase } from '#kb'
import { auditLog } from './audit/audit-log.ts'
import { createAuth } from './auth/auth.ts'
import { peopleOf } from './auth/people.ts'
import { resetLinksOf } from './auth/reset-links.ts'
import { type Config, readConfig, StartRefused } from './config.ts'
import { explainFault } from './diagnosis/explain-fault.ts'
import { resetLink } from './http/accounts/password-reset-routes.ts'
import { sharedSecret } from './secrets.ts'

/** The last way back in, for whoever owns the machine: while the server runs and while it does not. */
const USAGE = `Usage: npm run admin -- <command>
  people        who can sign in at the desk
  link MAIL     a one-time link to set a new password, valid for 72 hours; using it also turns off two-factor sign-in
It uses the same settings as the server: PUBLIC_URL, DATA_DIR, DATABASE_URL.`

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const say = (text: string) => process.stdout.write(`${text}\n`)

/** The database the server works on, or one clear sentence; it is never made here. */
async function openExisting(config: Config): Promise<Database> {
  const dataDir = resolve(root, config.dataDir)
  const nobody = 'Nobody can sign in yet. Start the server: it prints a link that creates the first admin.'
  if (!config.databaseUrl && !existsSync(join(dataDir, 'firstline.db')))
    throw new StartRefused(`There is no database in ${dataDir}. Set DATA_DIR to the folder it is in. ${nobody}`)
  const database = await openDatabase({ url: config.databaseUrl, dataDir })
  const tables = new Set((await database.db.introspection.getTables()).map(({ name }) => name))
  if (['user', 'verification', 'audit', 'secrets', 'members'].every((name) => tables.has(name))) return database
  await database.close()
  throw new StartRefused(nobody)
}

async function run(config: Config, [command = '', ...given]: string[]): Promise<void> {
  if (command !== 'people' && command !== 'link') throw new StartRefused(USAGE)
  const database = await openExisting(config)
  try {
    const auth = createAuth({
      database,
      secret: await sharedSecret(database, 'sessions'),
      publicUrl: config.publicUrl,
      trustedOrigins: [],
      ended: { remember: async () => {} },
    })
    const people = peopleOf(database, auth)
    if (command === 'people') {
      for (const { name, mail, role, disabled, totp } of await people.all())
        say([mail, name, role, ...(totp ? ['two-factor'] : []), ...(disabled ? ['no access'] : [])].join('  '))
      return
    }
    const mail = given[0] ?? ''
    if (mail === '') throw new StartRefused(`Give the person’s email address.\n\n${USAGE}`)
    const person = await people.findByMail(mail)
    if (!person) throw new StartRefused(`Nobody signs in with ${mail}. "npm run admin -- people" lists the addresses.`)
    if (person.disabled)
      throw new StartRefused(
        `${person.name} has no access to the desk. An admin has to restore it first, under Desk → People.`,
      )
    const { token, expiresAt } = await resetLinksOf(database, auth, people).make(person.id, 'handed', Date.now())
    await auditLog(database).append(
      { act: 'reset_link_made', actor: null, address: 'server', object: person.id, detail: { way: 'server' } },
      Date.now(),
    )
    say(
      `One-time link for ${person.name} (${person.role}) to set a new password, valid until ${expiresAt}:\n\n  ${resetLink(config.publicUrl, token)}\n`,
    )
    if (!config.publicUrlGiven)
      say(`PUBLIC_URL is not set here. If the desk has a different address, replace ${config.publicUrl} with it.`)
  } finally {
    await database.close()
  }
}

let config: Config | null = null
try {
  config = readConfig(process.env)
  await run(config, process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${explainFault(error, config)}\n`)
  process.exitCode = 1
}

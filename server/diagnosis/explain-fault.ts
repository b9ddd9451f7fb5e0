import { existsSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, StartRefused } from '../config.ts'

const SQLITE = { readOnly: 8, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 } as const
const DATABASE_CAUSES: Record<string, string> = {
  '28P01': 'the password is wrong',
  '28000': 'this user is not allowed to log in',
  '3D000': 'there is no database with this name',
  '42501': 'this user is not allowed to create tables in it',
  '53300': 'it has run out of connections',
  ECONNREFUSED: 'nothing is listening there',
  ENOTFOUND: 'there is no host with this name',
  EAI_AGAIN: 'the host name cannot be resolved',
  ETIMEDOUT: 'it does not respond',
}

const NO_SPACE_BYTES = 2 * 1024 * 1024

interface Fault {
  /** Of `BrokenContent`. */
  faults?: readonly { file: string; line: number; message: string }[]
  code?: string
  errcode?: number
  message?: string
  stack?: string
}

/** Causes an owner can mend, each in one sentence that says what to do; anything else is a fault with its stack. */
export function explainFault(error: unknown, config: Config | null): string {
  if (error instanceof StartRefused) return error.message
  const fault = (error ?? {}) as Fault
  const { code = '', errcode, message = '', stack } = fault
  if (fault.faults) return contentFaults(fault.faults, config?.contentDir ?? 'content')
  if (code === 'ENOSPC' || errcode === SQLITE.full || hasNoSpace(config))
    return `The disk holding the data folder ${config?.dataDir} is full. Free up some space and start again; nothing has been lost.`
  if (config?.databaseUrl) {
    const why = DATABASE_CAUSES[code] ?? (/timeout|terminated/i.test(message) ? DATABASE_CAUSES.ETIMEDOUT : undefined)
    if (why)
      return `Cannot use the database in DATABASE_URL: ${why}. Check the host, port, name, user and password, and that PostgreSQL is running.`
  }
  if (
    errcode === SQLITE.readOnly ||
    errcode === SQLITE.cannotOpen ||
    code === 'EROFS' ||
    code === 'EACCES' ||
    /readonly database/.test(message)
  ) {
    return `The data folder ${config?.dataDir} is not writable. Give this user write access to it, or set DATA_DIR to another folder.`
  }
  if (errcode === SQLITE.notADatabase || errcode === SQLITE.corrupt) {
    return `The file firstline.db in ${config?.dataDir} is damaged or not a database. Restore a backup with "npm run restore -- FILE", or set DATA_DIR to another folder.`
  }
  return stack ?? String(error)
}

/** SQLite undoes a transaction by itself when the disk is full, and what is thrown then speaks of the undoing alone. */
function hasNoSpace(config: Config | null): boolean {
  if (!config || config.databaseUrl || !existsSync(config.dataDir)) return false
  const { bavail, bsize } = statfsSync(config.dataDir)
  return bavail * bsize < NO_SPACE_BYTES
}

const MOST_FAULTS = 20

/** Each with file and line, as editors and terminals link them. */
function contentFaults(faults: NonNullable<Fault['faults']>, dir: string): string {
  const lines = faults.slice(0, MOST_FAULTS).map(({ file, line, message }) => `${join(dir, file)}:${line}: ${message}`)
  const more = faults.length > MOST_FAULTS ? [`… and ${faults.length - MOST_FAULTS} more`] : []
  return [
    'The content could not be read, so nothing was imported. Fix these lines and try again:',
    ...lines,
    ...more,
  ].join('\n')
}

/** Why nobody can listen there, and what to do. */
export function explainListening(
  { code }: { code?: string },
  at: { port: number; host: string },
  name: 'PORT' | 'the demo shop',
): string {
  const another = `PORT=${at.port + 1000 > 65_534 ? 3000 : at.port + 1000} npm start`
  if (code === 'EADDRINUSE') {
    return name === 'PORT'
      ? `Port ${at.port} is already in use. Stop the program using it, or choose another port: ${another}`
      : `Port ${at.port} is already in use, and the demo shop needs it. Stop the program using it, set DEMO_SHOP=off, or choose another pair of ports: ${another}`
  }
  if (code === 'EACCES')
    return `Port ${at.port} needs more privileges than this user has. Choose one above 1023 and let a proxy listen on ${at.port}: PORT=3000 npm start`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `This machine has no address ${at.host}. Set HOST to one it has: localhost, or 0.0.0.0 for all of them.`
  return `Cannot listen on ${at.host}:${at.port} (${code}). Set HOST and PORT to an address of this machine and a free port.`
}

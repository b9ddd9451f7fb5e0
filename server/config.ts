import { isIP } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import { MIN_PASSWORD_LENGTH, weaknessOf } from './auth/weak-password.ts'
import type { S3Place } from './files/stores/s3-file-store.ts'
import { mailAddress, type Sender, senderOf } from './mail/mail-address.ts'

/** What the owner set, checked. The only reader of the environment. */
export interface Config {
  port: number
  host: string
  /** Absolute links are made from this, never from a request's `Host`. */
  publicUrl: string
  publicUrlGiven: boolean
  dataDir: string
  /** Markdown library imported at start. */
  contentDir: string
  /** The site that is shown where no other is asked for; undefined: as it was decided before. */
  defaultSite: string | undefined
  /** Where `npm run model` puts the sentence encoder. */
  modelDir: string
  databaseUrl: string | undefined
  redisUrl: string | undefined
  meilisearch: { url: string; key: string } | undefined
  /** In place of the encoder in `modelDir`. */
  embeddings: { url: string; model: string; key: string | undefined } | undefined
  smtpUrl: string | undefined
  /** Whom letters come from. */
  mailFrom: Sender
  inboundMailSecret: string | undefined
  /** Where files of conversations lie; undefined: in `files` of the data folder. */
  filesAt: S3Place | undefined
  /** Who looks for viruses in them. */
  clamd: { host: string; port: number } | undefined
  /** `name` null: asked for when they first sign in. */
  admin: { email: string; password: string; name: string | null } | undefined
  logLevel: (typeof LOG_LEVELS)[number]
  /** Port of the demo shop; null when it is off. */
  demoShopPort: number | null
  /** Addresses whose `X-Forwarded-For` is believed. */
  trustedProxies: string[]
  /** Hosts in private networks that feeds of products may be fetched from. */
  privateFeedHosts: string[]
  /** An MMDB file of countries or cities by address; undefined: the one that comes along. */
  placesFile: string | undefined
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const HIGHEST_PORT = 65_535

const portNumber = z.coerce
  .number('must be a number')
  .int('must be a whole number')
  .min(0, 'must be 0 to 65535')
  .max(HIGHEST_PORT, 'must be 0 to 65535')
const address = (protocols: string[], example: string) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol) && new URL(text).hostname !== '',
      `must be an address like ${example}`,
    )
/** Scheme, host and port alone: links, cookies and the socket all begin at the root. */
const isOrigin = (text: string) => {
  const { origin, username } = new URL(text)
  return username === '' && text.replace(/\/+$/, '').toLowerCase() === origin.toLowerCase()
}
const isSubnet = (entry: string) => {
  const [ip = '', bits, ...rest] = entry.split('/')
  const family = isIP(ip)
  return (
    family !== 0 &&
    rest.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32)))
  )
}
/** `s3://KEY:SECRET@host/bucket/prefix`, each part percent-encoded; `?region=` and, for a service without a certificate, `?tls=off`. */
function s3PlaceOf(text: string): S3Place | null {
  if (!URL.canParse(text)) return null
  const { protocol, host, pathname, username, password, searchParams } = new URL(text)
  const place = pathname.replace(/\/+$/, '')
  if (protocol !== 's3:' || host === '' || place === '' || username === '' || password === '') return null
  return {
    url: `${searchParams.get('tls') === 'off' ? 'http' : 'https'}://${host}${place}`,
    region: searchParams.get('region') ?? 'us-east-1',
    accessKeyId: decodeURIComponent(username),
    secretAccessKey: decodeURIComponent(password),
  }
}
const CLAMD_PORT = 3310
const refuse = (context: z.RefinementCtx, message: string): never => {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}
const listed = (text: string) =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)

const Environment = z
  .object({
    PORT: portNumber.default(3000),
    HOST: z.string().min(1).default('localhost'),
    PUBLIC_URL: address(['http:', 'https:'], 'https://help.example.com')
      .refine(
        (text) => !URL.canParse(text) || isOrigin(text),
        'must be just a scheme and a host, like https://help.example.com, without a path, query or user',
      )
      .optional(),
    DATA_DIR: z.string().min(1).default('.data'),
    CONTENT_DIR: z.string().min(1).default('content'),
    DEFAULT_SITE: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/, 'must be the id of a site, like tropa')
      .optional(),
    MODEL_DIR: z.string().min(1).optional(),
    DATABASE_URL: address(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/firstline').optional(),
    REDIS_URL: address(['redis:', 'rediss:'], 'redis://host:6379').optional(),
    MEILI_URL: address(['http:', 'https:'], 'http://host:7700').optional(),
    MEILI_KEY: z.string().optional(),
    EMBED_URL: address(['http:', 'https:'], 'https://host/v1').optional(),
    EMBED_MODEL: z.string().min(1).optional(),
    EMBED_KEY: z.string().min(1).optional(),
    SMTP_URL: address(['smtp:', 'smtps:'], 'smtp://user:password@host:587').optional(),
    MAIL_FROM: z
      .string()
      .transform(
        (text, context) =>
          senderOf(text) ??
          refuse(context, 'must be an email address like help@example.com or Shop <help@example.com>'),
      )
      .optional(),
    MAIL_INBOUND_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
    FILES_URL: z
      .string()
      .transform(
        (text, context) =>
          s3PlaceOf(text) ??
          refuse(context, 'must be an address like s3://KEY:SECRET@s3.example.com/bucket?region=eu-1'),
      )
      .optional(),
    CLAMD_URL: address(['tcp:'], 'tcp://host:3310').optional(),
    ADMIN_EMAIL: mailAddress.optional(),
    ADMIN_PASSWORD: z.string().optional(),
    ADMIN_NAME: z.string().trim().max(80, 'must have at most 80 characters').optional(),
    LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('warn'),
    DEMO_SHOP: z.enum(['on', 'off'], 'must be on or off').optional(),
    FEED_PRIVATE_HOSTS: z.string().default(''),
    GEOIP_FILE: z.string().min(1).optional(),
    TRUSTED_PROXIES: z
      .string()
      .default('')
      .refine(
        (text) => listed(text).every(isSubnet),
        'must be addresses or subnets separated by commas, like 127.0.0.1, 10.0.0.0/8',
      ),
  })
  .superRefine((env, context) => {
    const need = (path: string, other: string) =>
      context.addIssue({ code: 'custom', path: [path], message: `is required because ${other} is set` })
    if (env.MEILI_URL && !env.MEILI_KEY) need('MEILI_KEY', 'MEILI_URL')
    if (env.MEILI_KEY && !env.MEILI_URL) need('MEILI_URL', 'MEILI_KEY')
    if (env.EMBED_URL && !env.EMBED_MODEL) need('EMBED_MODEL', 'EMBED_URL')
    if (env.EMBED_MODEL && !env.EMBED_URL) need('EMBED_URL', 'EMBED_MODEL')
    if (env.EMBED_KEY && !env.EMBED_URL) need('EMBED_URL', 'EMBED_KEY')
    if (env.SMTP_URL && !env.MAIL_FROM) need('MAIL_FROM', 'SMTP_URL')
    if (env.ADMIN_EMAIL && !env.ADMIN_PASSWORD) need('ADMIN_PASSWORD', 'ADMIN_EMAIL')
    if (env.ADMIN_PASSWORD && !env.ADMIN_EMAIL) need('ADMIN_EMAIL', 'ADMIN_PASSWORD')
    const weakness = env.ADMIN_PASSWORD ? weaknessOf(env.ADMIN_PASSWORD, env.ADMIN_EMAIL ?? '') : null
    if (weakness)
      context.addIssue({
        code: 'custom',
        path: ['ADMIN_PASSWORD'],
        message:
          weakness === 'too_short'
            ? `must have at least ${MIN_PASSWORD_LENGTH} characters`
            : "is among the first that are guessed; choose a longer one that is nobody's name or word",
      })
    if (env.PORT === HIGHEST_PORT && (env.DEMO_SHOP ?? (env.PUBLIC_URL ? 'off' : 'on')) === 'on')
      context.addIssue({
        code: 'custom',
        path: ['PORT'],
        message: `must be below ${HIGHEST_PORT}, because the demo shop uses the next port`,
      })
  })

function clamdOf(text: string): { host: string; port: number } {
  const { hostname, port } = new URL(text)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || CLAMD_PORT }
}

/** Every variable that is read; what sets them (images, units) is held to these. */
export const SETTING_NAMES: readonly string[] = Object.keys(Environment.shape)

/** A start that cannot go on, in one sentence that says what to do. */
export class StartRefused extends Error {}

/** Reads the settings; an empty variable counts as absent. Throws `StartRefused` naming the variable. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new StartRefused(`The setting ${issue?.path.join('.')} ${issue?.message}.`)
  }
  const env = parsed.data
  const shownHost = ['0.0.0.0', '::', 'localhost'].includes(env.HOST) ? 'localhost' : env.HOST
  const publicUrl = env.PUBLIC_URL ? new URL(env.PUBLIC_URL).origin : `http://${shownHost}:${env.PORT}`
  const demoShop = env.DEMO_SHOP ?? (env.PUBLIC_URL ? 'off' : 'on')
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl,
    publicUrlGiven: env.PUBLIC_URL !== undefined,
    dataDir: env.DATA_DIR,
    contentDir: env.CONTENT_DIR,
    defaultSite: env.DEFAULT_SITE,
    modelDir: env.MODEL_DIR ?? join(env.DATA_DIR, 'model'),
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    meilisearch: env.MEILI_URL && env.MEILI_KEY ? { url: env.MEILI_URL, key: env.MEILI_KEY } : undefined,
    embeddings:
      env.EMBED_URL && env.EMBED_MODEL ? { url: env.EMBED_URL, model: env.EMBED_MODEL, key: env.EMBED_KEY } : undefined,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM ?? { name: null, address: 'firstline@localhost' },
    inboundMailSecret: env.MAIL_INBOUND_SECRET,
    filesAt: env.FILES_URL,
    clamd: env.CLAMD_URL ? clamdOf(env.CLAMD_URL) : undefined,
    admin:
      env.ADMIN_EMAIL && env.ADMIN_PASSWORD
        ? { email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD, name: env.ADMIN_NAME || null }
        : undefined,
    logLevel: env.LOG_LEVEL,
    demoShopPort: demoShop === 'on' ? (env.PORT === 0 ? 0 : env.PORT + 1) : null,
    trustedProxies: listed(env.TRUSTED_PROXIES),
    privateFeedHosts: listed(env.FEED_PRIVATE_HOSTS),
    placesFile: env.GEOIP_FILE,
  }
}

import { z } from 'zod'

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
  databaseUrl: string | undefined
  redisUrl: string | undefined
  meilisearch: { url: string; key: string } | undefined
  smtpUrl: string | undefined
  mailFrom: string
  inboundMailSecret: string | undefined
  admin: { email: string; password: string } | undefined
  logLevel: (typeof LOG_LEVELS)[number]
  /** Port of the demo shop; null when it is off. */
  demoShopPort: number | null
  /** Addresses whose `X-Forwarded-For` is believed. */
  trustedProxies: string[]
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const MIN_PASSWORD_LENGTH = 10

const portNumber = z.coerce.number('must be a number').int('must be a whole number').min(0, 'must be 0 to 65535').max(65535, 'must be 0 to 65535')
const address = (protocols: string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), `must be an address like ${example}`)

const Environment = z
  .object({
    PORT: portNumber.default(3000),
    HOST: z.string().min(1).default('localhost'),
    PUBLIC_URL: address(['http:', 'https:'], 'https://help.example.com').optional(),
    DATA_DIR: z.string().min(1).default('.data'),
    CONTENT_DIR: z.string().min(1).default('content'),
    DATABASE_URL: address(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/firstline').optional(),
    REDIS_URL: address(['redis:', 'rediss:'], 'redis://host:6379').optional(),
    MEILI_URL: address(['http:', 'https:'], 'http://host:7700').optional(),
    MEILI_KEY: z.string().optional(),
    SMTP_URL: address(['smtp:', 'smtps:'], 'smtp://user:password@host:587').optional(),
    MAIL_FROM: z.string().includes('@', { message: 'must be a mail address' }).optional(),
    MAIL_INBOUND_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
    ADMIN_EMAIL: z.email('must be a mail address').optional(),
    ADMIN_PASSWORD: z.string().min(MIN_PASSWORD_LENGTH, `must have at least ${MIN_PASSWORD_LENGTH} characters`).optional(),
    LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('warn'),
    DEMO_SHOP: z.enum(['on', 'off'], 'must be on or off').optional(),
    TRUSTED_PROXIES: z.string().default(''),
  })
  .superRefine((env, context) => {
    const need = (path: string, other: string) => context.addIssue({ code: 'custom', path: [path], message: `is needed because ${other} is set` })
    if (env.MEILI_URL && !env.MEILI_KEY) need('MEILI_KEY', 'MEILI_URL')
    if (env.SMTP_URL && !env.MAIL_FROM) need('MAIL_FROM', 'SMTP_URL')
    if (env.ADMIN_EMAIL && !env.ADMIN_PASSWORD) need('ADMIN_PASSWORD', 'ADMIN_EMAIL')
    if (env.ADMIN_PASSWORD && !env.ADMIN_EMAIL) need('ADMIN_EMAIL', 'ADMIN_PASSWORD')
  })

/** A start that cannot go on, in one sentence that says what to do. */
export class StartRefused extends Error {}

/** Reads the settings; an empty variable counts as absent. Throws `StartRefused` naming the variable. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new StartRefused(`The setting ${issue?.path.join('.')} ${issue?.message}.`)
  }
  const env = parsed.data
  const shownHost = ['0.0.0.0', '::', 'localhost'].includes(env.HOST) ? 'localhost' : env.HOST
  const publicUrl = (env.PUBLIC_URL ?? `http://${shownHost}:${env.PORT}`).replace(/\/+$/, '')
  const demoShop = env.DEMO_SHOP ?? (env.PUBLIC_URL ? 'off' : 'on')
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl,
    publicUrlGiven: env.PUBLIC_URL !== undefined,
    dataDir: env.DATA_DIR,
    contentDir: env.CONTENT_DIR,
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    meilisearch: env.MEILI_URL && env.MEILI_KEY ? { url: env.MEILI_URL, key: env.MEILI_KEY } : undefined,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM ?? 'firstline@localhost',
    inboundMailSecret: env.MAIL_INBOUND_SECRET,
    admin: env.ADMIN_EMAIL && env.ADMIN_PASSWORD ? { email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD } : undefined,
    logLevel: env.LOG_LEVEL,
    demoShopPort: demoShop === 'on' ? (env.PORT === 0 ? 0 : env.PORT + 1) : null,
    trustedProxies: env.TRUSTED_PROXIES.split(',').map((one) => one.trim()).filter(Boolean),
  }
}

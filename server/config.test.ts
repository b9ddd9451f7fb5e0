import { describe, expect, it } from 'vitest'
import { readConfig, StartRefused } from './config.ts'

const refused = (environment: Record<string, string>) => {
  try {
    readConfig(environment)
    return null
  } catch (error) {
    expect(error).toBeInstanceOf(StartRefused)
    return (error as Error).message
  }
}

describe('settings', () => {
  it('need nothing', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: 'localhost',
      publicUrl: 'http://localhost:3000',
      dataDir: '.data',
      demoShopPort: 3001,
      admin: undefined,
      databaseUrl: undefined,
    })
  })
  it('name the first admin where they are told', () => {
    const admin = { ADMIN_EMAIL: 'a@b.example', ADMIN_PASSWORD: 'quite-a-long-secret' }
    expect(readConfig(admin).admin).toMatchObject({ name: null })
    expect(readConfig({ ...admin, ADMIN_NAME: ' Анна ' }).admin).toMatchObject({ name: 'Анна' })
  })
  it('treat an empty variable as absent', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: undefined })
  })
  it('switch the demo shop off for a real address, unless asked for', () => {
    expect(readConfig({ PUBLIC_URL: 'https://help.shop.example/' })).toMatchObject({
      publicUrl: 'https://help.shop.example',
      demoShopPort: null,
    })
    expect(readConfig({ PUBLIC_URL: 'https://help.shop.example', DEMO_SHOP: 'on', PORT: '4000' }).demoShopPort).toBe(
      4001,
    )
  })
  it('take proxies, a sender with a name and a bare address', () => {
    expect(
      readConfig({
        TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,::1,fd00::/8',
        MAIL_FROM: 'Тропа <help@tropa.example>',
        PUBLIC_URL: 'https://HELP.shop.example:8443/',
      }),
    ).toMatchObject({
      trustedProxies: ['127.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'],
      mailFrom: { name: 'Тропа', address: 'help@tropa.example' },
      publicUrl: 'https://help.shop.example:8443',
    })
  })
  it.each([
    ['help@shop.example', null, 'help@shop.example'],
    ['Shop <help@shop.example>', 'Shop', 'help@shop.example'],
    ['"Shop, Ltd" <help@shop.example>', 'Shop, Ltd', 'help@shop.example'],
    ['<help@shop.example>', null, 'help@shop.example'],
    ['Тропа <помощь@тропа.рф>', 'Тропа', 'помощь@xn--80a1adcj.xn--p1ai'],
  ])('take the sender %s apart', (text, name, address) => {
    expect(readConfig({ MAIL_FROM: text }).mailFrom).toEqual({ name, address })
  })
  it.each([
    [{ PORT: 'http' }, 'The setting PORT must be a number.'],
    [{ PORT: '70000' }, 'The setting PORT must be 0 to 65535.'],
    [
      { DATABASE_URL: 'mysql://x/y' },
      'The setting DATABASE_URL must be an address like postgres://user:password@host:5432/firstline.',
    ],
    [{ MEILI_URL: 'http://localhost:7700' }, 'The setting MEILI_KEY is required because MEILI_URL is set.'],
    [{ SMTP_URL: 'smtp://localhost' }, 'The setting MAIL_FROM is required because SMTP_URL is set.'],
    [{ ADMIN_EMAIL: 'a@b.example' }, 'The setting ADMIN_PASSWORD is required because ADMIN_EMAIL is set.'],
    [
      { ADMIN_EMAIL: 'a@b.example', ADMIN_PASSWORD: 'short' },
      'The setting ADMIN_PASSWORD must have at least 10 characters.',
    ],
    [
      { ADMIN_EMAIL: 'a@b.example', ADMIN_PASSWORD: 'password2026' },
      "The setting ADMIN_PASSWORD is among the first that are guessed; choose a longer one that is nobody's name or word.",
    ],
    [{ MEILI_KEY: 'k' }, 'The setting MEILI_URL is required because MEILI_KEY is set.'],
    [{ EMBED_URL: 'https://x.example/v1' }, 'The setting EMBED_MODEL is required because EMBED_URL is set.'],
    [{ EMBED_MODEL: 'm' }, 'The setting EMBED_URL is required because EMBED_MODEL is set.'],
    [{ EMBED_KEY: 'k' }, 'The setting EMBED_URL is required because EMBED_KEY is set.'],
    [{ EMBED_URL: 'x.example', EMBED_MODEL: 'm' }, 'The setting EMBED_URL must be an address like https://host/v1.'],
    [{ PORT: '65535' }, 'The setting PORT must be below 65535, because the demo shop uses the next port.'],
    [{ PUBLIC_URL: 'help.example.com' }, 'The setting PUBLIC_URL must be an address like https://help.example.com.'],
    [
      { PUBLIC_URL: 'https://example.com/help' },
      'The setting PUBLIC_URL must be just a scheme and a host, like https://help.example.com, without a path, query or user.',
    ],
    [
      { PUBLIC_URL: 'https://user:secret@example.com' },
      'The setting PUBLIC_URL must be just a scheme and a host, like https://help.example.com, without a path, query or user.',
    ],
    [{ REDIS_URL: '127.0.0.1:6379' }, 'The setting REDIS_URL must be an address like redis://host:6379.'],
    [
      { SMTP_URL: 'mail.example.com:587', MAIL_FROM: 'a@b.example' },
      'The setting SMTP_URL must be an address like smtp://user:password@host:587.',
    ],
    ...['Shop', 'Shop <help>', 'a@b.example, c@d.example', 'Shop help@shop.example', '<a@b.example> <c@d.example>'].map(
      (text): [Record<string, string>, string] => [
        { MAIL_FROM: text },
        'The setting MAIL_FROM must be an email address like help@example.com or Shop <help@example.com>.',
      ],
    ),
    [
      { MAIL_FROM: 'help@shop.example\nBcc: all@evil.example' },
      'The setting MAIL_FROM must be an email address like help@example.com or Shop <help@example.com>.',
    ],
    [
      { TRUSTED_PROXIES: '10.0.0.0/99' },
      'The setting TRUSTED_PROXIES must be addresses or subnets separated by commas, like 127.0.0.1, 10.0.0.0/8.',
    ],
    [{ DEMO_SHOP: 'yes' }, 'The setting DEMO_SHOP must be on or off.'],
    [{ LOG_LEVEL: 'loud' }, 'The setting LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.'],
  ])('refuse %o in one sentence that names the variable', (environment, sentence) => {
    expect(refused(environment as Record<string, string>)).toBe(sentence)
  })
  it('reads where files lie, and who looks at them', () => {
    const { filesAt, clamd } = readConfig({
      FILES_URL: 's3://KEY:a%2Fb%2Bc@s3.example.com:9000/shop/files/?region=eu-1',
      CLAMD_URL: 'tcp://clamd',
    })
    expect(filesAt).toEqual({
      url: 'https://s3.example.com:9000/shop/files',
      region: 'eu-1',
      accessKeyId: 'KEY',
      secretAccessKey: 'a/b+c',
    })
    expect(clamd).toEqual({ host: 'clamd', port: 3310 })
    expect(readConfig({ FILES_URL: 's3://k:s@localhost:1/b?tls=off' }).filesAt?.url).toBe('http://localhost:1/b')
    for (const wrong of ['s3://host/bucket', 's3://k:s@host', 'https://k:s@host/bucket', 'nonsense'])
      expect(() => readConfig({ FILES_URL: wrong }), wrong).toThrow(/FILES_URL must be an address like s3:/)
  })
})

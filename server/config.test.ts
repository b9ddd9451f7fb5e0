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
    expect(readConfig({})).toMatchObject({ port: 3000, host: 'localhost', publicUrl: 'http://localhost:3000', dataDir: '.data', demoShopPort: 3001, admin: undefined, databaseUrl: undefined })
  })
  it('treat an empty variable as absent', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: undefined })
  })
  it('switch the demo shop off for a real address, unless asked for', () => {
    expect(readConfig({ PUBLIC_URL: 'https://help.shop.example/' })).toMatchObject({ publicUrl: 'https://help.shop.example', demoShopPort: null })
    expect(readConfig({ PUBLIC_URL: 'https://help.shop.example', DEMO_SHOP: 'on', PORT: '4000' }).demoShopPort).toBe(4001)
  })
  it.each([
    [{ PORT: 'http' }, 'The setting PORT must be a number.'],
    [{ PORT: '70000' }, 'The setting PORT must be 0 to 65535.'],
    [{ DATABASE_URL: 'mysql://x/y' }, 'The setting DATABASE_URL must be an address like postgres://user:password@host:5432/firstline.'],
    [{ MEILI_URL: 'http://localhost:7700' }, 'The setting MEILI_KEY is needed because MEILI_URL is set.'],
    [{ SMTP_URL: 'smtp://localhost' }, 'The setting MAIL_FROM is needed because SMTP_URL is set.'],
    [{ ADMIN_EMAIL: 'a@b.example' }, 'The setting ADMIN_PASSWORD is needed because ADMIN_EMAIL is set.'],
    [{ ADMIN_EMAIL: 'a@b.example', ADMIN_PASSWORD: 'short' }, 'The setting ADMIN_PASSWORD must have at least 10 characters.'],
    [{ LOG_LEVEL: 'loud' }, 'The setting LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.'],
  ])('refuse %o in one sentence that names the variable', (environment, sentence) => {
    expect(refused(environment as Record<string, string>)).toBe(sentence)
  })
})

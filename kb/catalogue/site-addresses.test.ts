import { describe, expect, it } from 'vitest'
import { addressOf, placeAt } from './site-addresses.ts'

const MAIN = 'https://help.example'
const sites = [
  { id: 'tropa', helpCentre: null },
  { id: 'alpha', helpCentre: 'https://help.alpha.example' },
  { id: 'beta', helpCentre: null },
]
const at = (host: string | undefined, path: string) => placeAt(sites, MAIN, { host, path })

describe('the address of a site', () => {
  it('is its own, that of the installation, or a path there', () => {
    expect(sites.map(({ id }) => addressOf(sites, `${MAIN}/`, id))).toEqual([
      MAIN,
      'https://help.alpha.example',
      `${MAIN}/beta`,
    ])
  })
  it('leads back to the site', () => {
    expect(at('help.example', '/ru')).toEqual({ site: 'tropa', base: '' })
    expect(at('Help.Alpha.Example', '/beta/ru')).toEqual({ site: 'alpha', base: '' })
    expect(at('help.example', '/beta/ru/delivery')).toEqual({ site: 'beta', base: '/beta' })
    expect(at('help.example', '/beta')).toEqual({ site: 'beta', base: '/beta' })
    expect(at('help.example', '/betas')).toEqual({ site: 'tropa', base: '' })
  })
  it('is not guessed where several shops are served', () => {
    expect(at('evil.example', '/ru')).toBeNull()
    expect(placeAt(sites.slice(0, 1), MAIN, { host: 'any.example', path: '/ru' })).toEqual({ site: 'tropa', base: '' })
  })
})

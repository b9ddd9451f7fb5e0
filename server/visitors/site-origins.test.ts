import { expect, it } from 'vitest'
import type { Library } from '#kb'
import { embeddingOf, originsFor, originsOf } from './site-origins.ts'

it('lets the shop itself in, whatever page of it is named, and those its settings name', () => {
  expect(originsOf({ helpCentre: null, url: 'https://shop.example/ru/', origins: ['https://blog.example'] })).toEqual([
    'https://shop.example',
    'https://blog.example',
  ])
  expect(originsOf({ helpCentre: null, url: '', origins: ['https://blog.example'] })).toEqual(['https://blog.example'])
})

it('keeps the pages of one site from another', () => {
  const sites = [
    { id: 'tropa', helpCentre: null, url: 'https://tropa.example', origins: ['https://blog.tropa.example'] },
    { id: 'second', helpCentre: 'https://help.second.example', url: 'https://second.example', origins: [] },
  ]
  expect(originsFor(sites, 'second')).toEqual(['https://second.example', 'https://help.second.example'])
  expect(originsFor(sites, undefined)).toEqual([
    'https://tropa.example',
    'https://blog.tropa.example',
    'https://second.example',
    'https://help.second.example',
  ])
})

it('I11: tells a page of no shop but its own', async () => {
  const sites = [
    { id: 'tropa', helpCentre: null, url: 'https://tropa.example', origins: [] },
    { id: 'second', helpCentre: 'https://help.second.example', url: 'https://second.example', origins: [] },
    { id: 'third', helpCentre: null, url: 'https://third.example', origins: ['https://second.example'] },
  ]
  const library = { find: { sites: async () => sites } } as unknown as Library
  const { sites: told, several } = embeddingOf(library, () => {}, ['https://help.tropa.example'])
  const idsFor = async (page: string | null) => (await told(page)).map(({ id }) => id)
  expect(await several()).toBe(true)
  expect(await idsFor('https://tropa.example')).toEqual(['tropa'])
  expect(await idsFor('https://second.example')).toEqual(['second', 'third'])
  expect(await idsFor('https://help.second.example')).toEqual(['second'])
  expect(await idsFor('https://help.tropa.example')).toEqual(['tropa', 'third'])
  // A page that hides where it is has to find its shop all the same.
  expect(await idsFor(null)).toEqual(['tropa', 'second', 'third'])
})

import { expect, it } from 'vitest'
import { originsFor, originsOf } from './site-origins.ts'

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
